"""QTI 2.1, 2.2 and 3.0 by 1EdTech: items, and packages of them.

QTI 3.0 says what 2.1 says in other names: qti-choice-interaction for choiceInteraction. One
reader serves both, after the names of 3.0 have been brought into those of 2.1.

Source: 1EdTech, Question and Test Interoperability: Assessment, Section and Item information
model, versions 2.1 (2012) and 3.0 (2022), and their best practice guides.
"""
