"""A report as an Excel workbook: its rows on one sheet, what they are on another."""

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LABEL = "Excel (XLSX)"
LIMIT = 1_000_000  # rows of a sheet, and some room
BATCH = 500
# Texts stay texts: nothing becomes a formula or a link.
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write(table, out, told):
    """Write a table to a binary file. The shape of `told` is in this package's docstring."""
    import xlsxwriter  # here alone: web processes that write no workbook do without it

    with xlsxwriter.Workbook(out, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Rows")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, len(table.columns), 16)
        sheet.write_row(0, 0, [column.name for column in table.columns], bold)
        for number, row in enumerate(table.rows, start=1):
            for place, text in enumerate(row):
                sheet.write_string(number, place, text)
            if number % BATCH == 0:
                told(number)
        about = book.add_worksheet("About")
        about.set_column(0, 0, 100)
        for number, line in enumerate(table.notes):
            about.write_string(number, 0, line)
