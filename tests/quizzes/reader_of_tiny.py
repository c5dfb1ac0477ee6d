"""The process that reads files apart, as it is but with the tests' own format."""

from quizzes.formats import FORMATS, apart
from tests.quizzes import tiny

FORMATS[tiny.NAME] = tiny

if __name__ == "__main__":
    apart.main()
