# Every sentence the desk says, in English. lt.ftl holds the same keys with the same variables; a test compares the two.
# Tone: short, concrete, kind. Say what happened, then what the reader can do. No exclamation marks, no blame, no jargon.
# Marks: <b> <i> <code> <pre> <quote>, closed in order; they count only in this file, never in values. A literal "<" is {"<"}.
# Values: ids, ticket numbers, dates and sums come as text; only a count that chooses a plural form comes as a number.
# Keys: the first word is the place (ticket-, draft-, link-, refusal-, invoice- ...). Limits that a test holds:
#   button-…  a button's label, up to 40 characters     menu-…  a command's description in the menu, up to 100
#   …-caption what stands under a file, up to 1024       all others one message, up to 4096 with the longest values
# Words: ticket, comment, message, contact, company, engineer, priority, server, draft, invoice.

# Files that were to be sent and cannot be; stands under the files, or alone.
file-left-out = { $count ->
    [one] A file is missing here, it could not be fetched: { $names }
   *[other] Some files are missing here, they could not be fetched: { $names }
}

## invoices

invoice-issued = Invoice <b>{ $number }</b>: { $amount }, due on { $due }.
invoice-file-caption = Invoice { $number }
invoice-partly-paid = Payment received: { $amount } for invoice <b>{ $number }</b>. Still open: { $rest }, due on { $due }.
invoice-paid = Payment received: { $amount }. Invoice <b>{ $number }</b> is paid in full. Thank you.
invoice-overpaid = Payment received: { $amount }. Invoice <b>{ $number }</b> is paid in full, and { $over } more came in than was due.
