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
invoice-issued-credit = Invoice <b>{ $number }</b>: { $amount }. { $credit } of it is covered by what was kept from earlier payments; { $rest } is due on { $due }.
invoice-issued-covered = Invoice <b>{ $number }</b>: { $amount }, covered by what was kept from earlier payments. There is nothing to pay.
invoice-issued-below-zero = Invoice <b>{ $number }</b> is in your favour: { $credit } is kept, and taken off your next invoice.
invoice-cancelled = Invoice <b>{ $number }</b>, { $amount }, is cancelled by credit note <b>{ $note }</b>. There is nothing to pay for it.
invoice-cancelled-credit = What was paid for it, { $credit }, is kept, and taken off your next invoice.
invoice-credit-caption = Credit note { $number }
invoice-file-caption = Invoice { $number }
invoice-partly-paid = Payment received: { $amount } for invoice <b>{ $number }</b>. Still open: { $rest }, due on { $due }.
invoice-paid = Payment received: { $amount }. Invoice <b>{ $number }</b> is paid in full. Thank you.
invoice-overpaid = Payment received: { $amount }. Invoice <b>{ $number }</b> is paid in full. The { $over } that came in beyond it is kept, and taken off your next invoice.
invoice-not-found = I find no invoice { $number } of your company. /invoices shows them.
invoice-which = Which invoice? Put its number after the command, for example /invoice 2026-00001.
invoices-none = Your company has no invoices here yet.
invoices-title = <b>Invoices</b>, newest first:
invoices-line = <b>{ $number }</b>, { $issued }: { $amount }, { $status }
invoices-line-credit = <b>{ $number }</b>, { $issued }: { $amount }, credit note for { $cancelled }
invoice-heading = Invoice <b>{ $number }</b> of { $issued }: { $amount }, { $status }
invoice-heading-credit = Credit note <b>{ $number }</b> of { $issued }: { $amount }, cancels invoice { $cancelled }
invoice-line = { $description }: { $quantity } × { $price } = { $amount }
invoice-lines-more = … and more; the document has all lines.
invoice-vat = VAT { $rate } %: { $amount }
invoice-cancelled-by = Cancelled by credit note { $number }.
invoice-status-issued = to be paid by { $due }
invoice-status-partly-paid = partly paid, { $rest } by { $due }
invoice-status-paid = paid
invoice-status-overdue = ⚠ overdue since { $due }
invoice-status-cancelled = cancelled

# What an invoice's document says. Short: columns and headings.
print-invoice = Invoice
print-vat-invoice = VAT invoice
print-credit-note = Credit note
print-vat-credit-note = VAT credit note
print-number = No. { $number }
print-numbered = { $title } { $number }
print-issued = Issued on { $day }
print-due = Due on { $day }
print-cancels = Cancels invoice { $number } of { $day }
print-seller = Seller
print-buyer = Buyer
print-registration-code = Registration code { $code }
print-vat-code = VAT code { $code }
print-description = Description
print-quantity = Quantity
print-price = Price, { $currency }
print-amount = Amount, { $currency }
print-net = Without VAT
print-vat = VAT { $rate } %
print-total = Total
print-credit-taken = Paid before, kept as credit
print-to-pay = To pay
print-payment = Payment
print-pay-by = Please pay { $amount } by { $day }.
print-beneficiary = Beneficiary: { $name }
print-iban = Account: { $iban }
print-bic = BIC: { $bic }
print-bank = Bank: { $name }
print-reference = Payment reference: { $number }
print-scan = Scan to pay with your bank’s app
print-sheet = Page { $sheet } of { $sheets }

## words

priority-blocker = Blocker
priority-high = High
priority-medium = Medium
priority-low = Low
status-open = open
status-waiting = waiting for you
status-resolved = resolved
status-closed = closed
role-engineer = engineer
role-admin = administrator
nobody = nobody yet
server-none = none named

## buttons

button-priority-blocker = Blocker
button-priority-high = High
button-priority-medium = Medium
button-priority-low = Low
button-unrelated = Not related to a server
button-create = Create ticket
button-add-to = Add to #{ $number }
button-summary = Change the summary
button-cancel = Cancel
button-not-blocker = Not a Blocker: High
button-reopen = Reopen #{ $number }
button-new-ticket = Open a new ticket
button-not-this = Not this ticket
button-close = Close #{ $number }
button-take = Take
button-answer = Answer the client
button-have = I have it
button-oncall-take = I take over until { $until }
button-oncall-undo = Take that back
button-back = ‹ Back
button-contacts-add = Add a contact
button-contacts-emails = Notice addresses
button-contacts-request = Request Email
button-contacts-no-id = Without an ID
button-contact-login-on = Allow tickets
button-contact-login-off = No tickets any more
button-contact-invoices-on = Send invoices
button-contact-invoices-off = No invoices any more
button-contact-main-on = Make a main user
button-contact-main-off = No main user any more
button-contact-notices = What they are told
button-contact-name = Change the name
button-contact-telegram = Change the Telegram ID
button-contact-email = Change the e-mail
button-contact-code = New link to connect
button-contact-remove = Remove
button-contact-remove-yes = Yes, remove
button-settings-current-on = Follow the current ticket: on
button-settings-current-off = Follow the current ticket: off

## menu

menu-new = Open a ticket
menu-tickets = List tickets
menu-ticket = Show a ticket: /ticket 12345
menu-close = Close a ticket: /close 12345
menu-reopen = Reopen a ticket: /reopen 12345
menu-priority = Change a priority: /priority 12345 high
menu-hours = Are we open? Working hours and holidays
menu-invoices = Your company's invoices
menu-invoice = Show an invoice: /invoice 2026-00001
menu-contacts = Your company's contacts and addresses
menu-settings = Language, and what you are told
menu-plan = Your support plan and what it includes
menu-rates = Prices of work
menu-cancel = Drop what is unfinished
menu-help = What I can do
menu-queue = All open tickets in solving order
menu-take = Take a ticket: /take 12345
menu-assign = Hand a ticket over: /assign 12345 name
menu-reply = Answer the client: /reply 12345 text
menu-note = Internal note: /note 12345 text
menu-resolve = Resolve a ticket: /resolve 12345
menu-log = Log time: /log 12345 1h30m text
menu-why = Why a promise was missed: /why 12345 text
menu-stats = Statistics of a month: /stats 2026-11
menu-oncall = Who is on call; take over: /oncall swap me sat 18:00 sun 08:00

## connecting

link-connected = Successfully connected with our system
link-welcome-client = You are connected as <b>{ $name }</b>, { $company }. You will receive answers and news about your tickets here. To open a ticket, just write what is wrong; a screenshot helps. /help shows the rest.
link-welcome-client-invoices = You are connected as <b>{ $name }</b>, { $company }. You will receive answers and news about your tickets, and the company's invoices and payments. To open a ticket, just write what is wrong; a screenshot helps. /help shows the rest.
link-welcome-finance = You are connected as <b>{ $name }</b>, { $company }. You will receive the company's invoices and payments here.
link-welcome-engineer = You are connected as <b>{ $name }</b> ({ $role }). You will receive new tickets, assignments and what clients write. /queue shows what is open; to answer a client, reply to a ticket's message.
link-how-to = This is the support desk for our clients. I do not know this chat yet.
    To connect: give this ID to your company's main user or to our support, then send /start again: <code>{ $id }</code>
    If you were given a one-time code, simply paste it here.
link-how-to-code = This is the support desk for our clients. I do not know this chat yet.
    To connect: ask your company's main user or our support for a one-time code, and paste it here.
link-ended = This chat is no longer connected with our system. If that is a mistake, ask your company's main user or our support; /start connects again.

## helping

help-client = Write what is wrong, in one message or several, with screenshots or logs: I show you the ticket before it is created. To add to a ticket, reply to any message about it, or write its number, for example “ticket #12345”.
    A message that you delete stays on its ticket; one that you edit is changed there, where the messenger tells me of it.
help-finance = Invoices and payments of your company arrive here by themselves. Tickets are opened by your company's other contacts.
help-engineer = Reply to a ticket's message, and the client gets it. Notes are internal: /note. Anything else you write here reaches nobody.
command-unknown = I do not know /{ $command }. /help shows what I can do.
new-ask = Write what is wrong, what you expected and since when. Screenshots and logs help.
finance-hint = This chat is for invoices and payments. For a technical problem, ask one of your company's technical contacts to write here, or your main user to give you access.

## draft

draft-title = <b>New ticket</b>, not sent yet
draft-summary = Summary: { $summary }
draft-no-summary = (write what is wrong)
draft-priority = Priority: { $priority }
draft-server = Server: { $server }
draft-server-open = not chosen yet
draft-files = { $count ->
    [one] File: { $files }
   *[other] { $count } files: { $files }
}
draft-hint = Add lines or files if you like, then press <b>Create ticket</b>.
draft-hint-more = What happened, since when, any error message? Add lines or files, then press <b>Create ticket</b>.
draft-ask-summary = Write the new summary in your next message.
draft-confirm-blocker = <b>Blocker</b> means: the system is down or badly degraded, or your business stands still. Our engineers are called at once, day or night. Create it?
draft-cancelled = Dropped. Nothing was created.
draft-cancelled-quoting = Dropped. Nothing was created. Your text, should you need it:
    <quote>{ $text }</quote>
draft-closed-created = Sent as ticket <b>#{ $number }</b>.
draft-closed-added = Added to <b>#{ $number }</b>.
draft-closed-cancelled = Dropped.
draft-reminder = Your ticket is not sent yet: it waits above for <b>Create ticket</b>. I keep it for a day.
draft-dropped = The unfinished ticket was dropped. Write again whenever you need us.
draft-dropped-quoting = The unfinished ticket was dropped. Your text, should you need it:
    <quote>{ $text }</quote>
reopen-reminder = Your message waits above: reopen the ticket, or open a new one? I keep it for a day.

## ticket

ticket-created = Ticket <b>#{ $number }</b> is open: { $summary } ({ $priority }). Our engineers have it; the answer comes here. Whatever you write in the next minutes is added to it.
ticket-created-blocker = Ticket <b>#{ $number }</b> is open as a <b>Blocker</b>: { $summary }. Our engineers are being called now. Add what you know meanwhile: since when, which calls, what was changed last.
ticket-ask-server = Which server is <b>#{ $number }</b> about?
ticket-server-set = <b>#{ $number }</b>: server { $server }.
ticket-ask-priority = <b>#{ $number }</b> has priority { $priority }. Change it to:
ticket-priority-set = <b>#{ $number }</b> now has priority { $priority }.
ticket-closed = <b>#{ $number }</b> is closed. Thank you. /reopen { $number } opens it again.
ticket-resolved = <b>#{ $number }</b> is resolved. The client is told.
ticket-reopened = <b>#{ $number }</b> is open again.
ticket-number-missing = Which ticket? Put its number after the command, for example 12345.
ticket-which = Which ticket?
ticket-none-ended = There is no ended ticket.
ticket-address = Your engineer: <b>{ $engineer }</b>, { $address }
ticket-heading = <b>#{ $number }</b> { $summary }
ticket-facts = { $priority }, { $status }. Server: { $server }. Engineer: { $assignee }. Opened { $opened } by { $contact }.
ticket-facts-engineer = { $priority }, { $status }. { $company }, { $contact }. Server: { $server }. Engineer: { $assignee }. Opened { $opened }.
ticket-time = Time logged: { $spent }
ticket-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
ticket-blocked = ⚠ { $name } has blocked the bot and sees nothing that is written here.
ticket-failures = { $count ->
    [one] ⚠ { $count } message about this ticket could not be delivered.
   *[other] ⚠ { $count } messages about this ticket could not be delivered.
}
ticket-comment = <b>{ $author }</b>, { $when }:
    { $body }
ticket-note = 🔒 <b>{ $author }</b>, { $when } (internal):
    { $body }
comment-sensitive = (sensitive information, kept encrypted)
comment-files = { $count ->
    [one] ({ $count } file)
   *[other] ({ $count } files)
}
tickets-open = { $count ->
    [one] { $count } open ticket:
   *[other] { $count } open tickets:
}
tickets-none-open = No open tickets.
tickets-none = There are no tickets yet. Write what is wrong, and one is made.
tickets-ended = Ended last:
tickets-line = <b>#{ $number }</b> { $summary } — { $priority }, { $status }
tickets-engineer = { $count ->
    [one] You have { $count } open ticket:
   *[other] You have { $count } open tickets:
}
tickets-engineer-none = You have no open tickets. /queue shows all.
queue-open = { $count ->
    [one] { $count } open ticket:
   *[other] { $count } open tickets:
}
queue-open-none = Nothing is open.
queue-line = <b>#{ $number }</b> { $priority } · { $company } · { $summary } — { $assignee }

## choices as numbered lines

late-answer = { $count ->
    [one] I was away; this answers the { $count } message that waited for me.
   *[other] I was away; this answers the { $count } messages that waited for me.
}
choice-stale = There is no number { $number } to choose. This can be chosen now; the number or the words will do:
choice-nothing = There is nothing to choose under number { $number } just now. Write what you need in a few words; /help shows what I can do.

## follow-up

follow-up-added = Added to <b>#{ $number }</b> { $summary }
follow-up-current = → <b>#{ $number }</b>
follow-up-waiting = <b>#{ $number }</b> { $summary }. What would you like to add? Your next message goes there.
follow-up-ended = <b>#{ $number }</b> { $summary } is { $status }. Reopen it with your message, or open a new ticket?
follow-up-too-old = <b>#{ $number }</b> ended more than two weeks ago. I make a new ticket that refers to it.
follow-up-withdrawn = Taken off <b>#{ $number }</b>. Where does it belong?
reopen-too-old = <b>#{ $number }</b> ended more than two weeks ago and stays closed. Write what is wrong, mention #{ $number }, and a new ticket refers to it.

## engineers

engineer-hint = This reached nobody. To answer a client, reply to a ticket's message, or use /reply 12345 text. An internal note: /note 12345 text.
engineer-taken = <b>#{ $number }</b> is yours: { $summary }
engineer-assigned = <b>#{ $number }</b> now belongs to { $engineer }.
engineer-assigned-away = <b>#{ $number }</b> now belongs to { $engineer }, who is away and not told. /queue says who is here.
engineer-noted = Internal note added to <b>#{ $number }</b>.
engineer-answer-ask = Your next message goes to the client of <b>#{ $number }</b> ({ $summary }). /cancel stops it.
engineer-answer-cancelled = Nothing is sent to the client of <b>#{ $number }</b>.
engineer-answer-sent = { $count ->
    [one] <b>#{ $number }</b>: on its way to { $count } contact.
   *[other] <b>#{ $number }</b>: on its way to { $count } contacts.
}
engineer-answer-nobody = <b>#{ $number }</b>: your answer is on the ticket, but nobody on the client's side is connected to a chat. Please tell them another way.
engineer-answer-blocked = <b>#{ $number }</b>: your answer is on the ticket, but the client has blocked the bot and will not see it here. Please tell them another way.

## notices

notice-opened = New ticket <b>#{ $number }</b>, <b>{ $priority }</b>
    { $company }, { $contact }
    Server: { $server }
    <b>{ $summary }</b>

    { $description }
notice-assigned-engineer = <b>#{ $number }</b> is assigned to you, <b>{ $priority }</b>
    { $company }, { $contact }
    Server: { $server }
    <b>{ $summary }</b>
notice-assigned = <b>#{ $number }</b>: { $engineer } is working on it.
notice-assigned-address = <b>#{ $number }</b>: { $engineer } is working on it. You can also reach them at { $address }.
notice-comment = <b>#{ $number }</b> <b>{ $author }</b>:
    { $body }
notice-comment-edited = <b>#{ $number }</b> <b>{ $author }</b> changed a message. It now says:
    { $body }
notice-comment-files = <b>#{ $number }</b> <b>{ $author }</b> sent:
notice-comment-sensitive = <b>#{ $number }</b> <b>{ $author }</b> left sensitive information. It is kept encrypted and is not shown here.
notice-comment-withdrawn = <b>#{ $number }</b> { $author } took back the last message: it was about something else.
notice-note = 🔒 <b>#{ $number }</b> <b>{ $author }</b> (internal):
    { $body }
notice-open = <b>#{ $number }</b> { $summary }: work goes on.
notice-waiting = <b>#{ $number }</b> { $summary }: we wait for your answer.
notice-resolved = <b>#{ $number }</b> { $summary } is resolved. If something is still wrong, reply to this message within 14 days.
notice-closed = <b>#{ $number }</b> { $summary } is closed. If something is still wrong, reply to this message within 14 days.
notice-reopened = <b>#{ $number }</b> { $summary } is open again.
notice-priority = <b>#{ $number }</b> { $summary }: the priority is now { $priority }.
notice-file-failed = <b>#{ $number }</b>: the file { $file } could not be fetched. Please send it again.
notice-identity-conflict = A messenger says that { $one } and { $other } are the same person. Here they are two, and they stay apart: each keeps the access they have. If it is one person, unlink one of them and connect again with a new code.
notice-parked = Message { $id } could not be processed after five tries and waits in the inbox. The log says more.
files-caption = #{ $number }

## what is due

due-first-response = first answer due { $when }, { $left } left
due-next-response = next answer due { $when }, { $left } left
due-resolution = solution due { $when }, { $left } left
overdue-first-response = ⚠ first answer overdue by { $left }, since { $when }
overdue-next-response = ⚠ next answer overdue by { $left }, since { $when }
overdue-resolution = ⚠ solution overdue by { $left }, since { $when }
card-due = { $kind ->
    [next-response] next answer
   *[first-response] first answer
} due { $when }, less than { $left } left
card-due-soon = { $kind ->
    [next-response] next answer
   *[first-response] first answer
} due { $when }, less than an hour left
card-overdue = ⚠ { $kind ->
    [next-response] next answer
   *[first-response] first answer
} overdue by more than { $left }, since { $when }
card-overdue-now = ⚠ { $kind ->
    [next-response] next answer
   *[first-response] first answer
} overdue since { $when }
ticket-plan = Plan: { $plan }
ticket-plan-none = No active plan
queue-next = Next: <b>#{ $number }</b> { $due }
warning-average = ⏰ <b>#{ $number }</b> <b>{ $priority }</b> waits longer than the plan's average answer.
warning-half = ⏰ <b>#{ $number }</b> <b>{ $priority }</b>: half of the promised time is used.
warning-three-quarters = ⏰ <b>#{ $number }</b> <b>{ $priority }</b>: three quarters of the promised time are used.
warning-due = 🔴 <b>#{ $number }</b> <b>{ $priority }</b>: the promised time is over.
warning-overdue = 🔴 <b>#{ $number }</b> <b>{ $priority }</b> is still overdue.
warning-ticket = { $company }, { $assignee }
    { $summary }

## on call

notice-blocker-call = 🚨 <b>Blocker</b> <b>#{ $number }</b>, call { $call }
    { $company }, { $contact }
    Server: { $server }
    <b>{ $summary }</b>

    { $description }

    It has called since { $since }, and calls again every 5 minutes until somebody has it.
notice-blocker-had = <b>#{ $number }</b>: { $engineer } has it. You are not needed for it now.
notice-blocker-has = <b>#{ $number }</b>: { $engineer } has it.
notice-blocker-has-address = <b>#{ $number }</b>: { $engineer } has it. You can also reach them at { $address }.
notice-blocker-over = <b>#{ $number }</b> is no open Blocker any more. You are not needed for it now.
blocker-yours = <b>#{ $number }</b> is yours: { $summary }. The calls have stopped, and the client knows that you have it.
blocker-calling = 🚨 { $calls ->
    [one] Called { $calls } time since { $since }; nobody has it yet.
   *[other] Called { $calls } times since { $since }; nobody has it yet.
}
blocker-acknowledged = { $engineer } has had it since { $when }.
oncall-now = <b>On call now</b>
oncall-rung-1 = first
oncall-rung-2 = second
oncall-line = { $rung }: <b>{ $engineer }</b>
oncall-line-next = { $rung }: <b>{ $engineer }</b>, until { $until }; then { $next }
oncall-nobody = nobody
oncall-gaps = Nobody is first on call, so that a Blocker calls the second or all engineers:
oncall-gap = { $from } – { $to }
oncall-how = To take over: /oncall swap me sat 18:00 sun 08:00, with a colleague's name instead of “me” for them, and a 2 at the end for the second on call.
oncall-swapped = { $engineer } is on call ({ $rung }) from { $from } to { $to }.
oncall-taken-back = That is taken back. /oncall shows who is on call.
oncall-yours = You are on call until then already.
oncall-fault-form = Write who, and from when to when: /oncall swap asta sat 18:00 sun 08:00. Days may also be today, tomorrow, 28.11 or 2026-11-28.
oncall-fault-day = “{ $word }” is no day that exists. Write it like sat, tomorrow, 28.11 or 2026-11-28.
oncall-fault-time = “{ $word }” is no time of day. Write it like 18:00.
oncall-fault-reversed = That would end before it begins: { $from } – { $to }.
oncall-fault-past = That is over already: { $from } – { $to }.
oncall-fault-too-long = That is longer than a quarter of a year: { $from } – { $to }. For so long, a rule of the rota is better.
notice-on-call-swap = { $engineer } is on call ({ $rung }) from { $from } to { $to }.
notice-on-call-swap-ended = { $engineer } is not on call ({ $rung }) from { $from } to { $to } after all; the rota holds again.

## files and notes

file-too-large = { $file } is larger than I can fetch here. Please compress it, cut the log to the time in question, or send a link to it.
note-file-refused = (file too large to fetch: { $file })
note-location = 📍 { $place }
note-contact = 👤 { $name }, { $phone }
note-forwarded = Forwarded from { $from }:
note-unsupported = (unsupported content: { $what })
note-deleted = (took this message back)

## promises and prices

promise-at-once = at once
promise-working-minutes = in { $count } working min
promise-working-hours = in { $count } working h
promise-working-days = { $count ->
    [one] in { $count } working day
   *[other] in { $count } working days
}
promise-plain-minutes = in { $count } min, 24/7
promise-plain-hours = in { $count } h, 24/7
price-per-hour = { $amount } per hour
price-per-request = { $amount } per request
price-full-hours = { $amount } per hour, in full hours
price-minutes = { $amount } per hour, by the minute
price-task = { $amount }
price-server = { $amount } per server
price-case-by-case = agreed case by case
price-none = not offered
draft-priority-promised = Priority: { $priority }, first answer { $promise }
draft-price = Without an active plan, work costs { $price }. It starts only after you agree.
draft-case-by-case = Without an active plan, the price is agreed with you before work starts.
draft-confirm-blocker-hours = <b>Blocker</b> means: the system is down or badly degraded, or your business stands still. Our engineers are told now, and work on it in working hours. Create it?
button-promised = { $word }: answer { $promise }
receipt-due = First answer by { $when }.
receipt-at-once = You are answered at once.
receipt-closed = We open { $opens }, your clock starts then: first answer by { $when }.
receipt-outage = For a total outage choose Blocker, day or night: /priority { $number } blocker
receipt-price = You have no active support plan: work on this ticket costs { $price } and starts after you agree. Mending a bug of ours is free.
receipt-case-by-case = You have no active support plan: what the work costs is agreed with you before it starts. Mending a bug of ours is free.
receipt-unsupported = By the way, { $server } runs { $version }. Officially supported are { $supported }. We help as far as we can; an update may be the cure.
button-agree = I agree: { $price }
consent-given = Thank you. <b>#{ $number }</b>: you agreed to { $price }. Our engineers are told, and can start.
consent-given-before = <b>#{ $number }</b>: { $contact } agreed to { $price } on { $when } already. Nothing more is needed.
consent-changed = <b>#{ $number }</b>: the price is another now, { $price }. Work starts after you agree.
consent-not-needed = <b>#{ $number }</b>: there is nothing to agree to.
ticket-created-blocker-hours = Ticket <b>#{ $number }</b> is open as a <b>Blocker</b>: { $summary }. Our engineers have it, and work in working hours. Add what you know meanwhile: since when, which calls, what was changed last.
ticket-answer-by = You are answered by { $when }.
ticket-answer-late = Our answer is late, and we are sorry. Our engineers are reminded of it.
ticket-price = No active plan: work costs { $price } and starts after you agree.
ticket-price-engineer = ⚠ No active plan, and { $price } is not agreed to yet: work starts after the client agrees.
ticket-agreed = { $contact } agreed to { $price } on { $when }.
ticket-case-by-case = No active plan: the price is agreed case by case before work starts.
server-unsupported = { $server } ⚠ supported versions: { $supported }
notice-consent = <b>#{ $number }</b>: { $contact } agreed to { $price }. Work can start.

## hours, plan, rates

hours-open = <b>We are open</b> until { $closes }.
hours-closed = <b>We are closed</b> and open { $opens }.
hours-week = Working hours ({ $place }):
hours-days = { $days }: { $windows }
hours-blocker-plan = Your Blockers are answered day and night.
hours-blocker = Blockers of companies with an active plan are answered day and night.
hours-holidays = Next holidays:
hours-holiday = { $day }: { $name }
hours-closed-day = { $day }: closed
plan-title = Your plan: <b>{ $plan }</b> ({ $title }), until { $until }.
plan-title-open = Your plan: <b>{ $plan }</b> ({ $title }), until further notice.
plan-answers = Answers to tickets:
plan-answer = { $priorities }: { $promise }
plan-answer-average = { $priorities }: { $promise }, on average { $average }
plan-channels = Besides tickets: { $channels }.
plan-quotas = Included work:
plan-quota-support-month = { $count ->
    [one] { $count } request, { $hours } h a month (levels 1 and 2)
   *[other] { $count } requests, { $hours } h a month (levels 1 and 2)
}
plan-quota-support-period = { $count ->
    [one] { $count } request, { $hours } h in the whole period (levels 1 and 2)
   *[other] { $count } requests, { $hours } h in the whole period (levels 1 and 2)
}
plan-quota-first-month = { $count ->
    [one] { $count } request, { $hours } h a month (level 1)
   *[other] { $count } requests, { $hours } h a month (level 1)
}
plan-quota-first-period = { $count ->
    [one] { $count } request, { $hours } h in the whole period (level 1)
   *[other] { $count } requests, { $hours } h in the whole period (level 1)
}
plan-quota-development-month = { $count ->
    [one] { $count } request, { $hours } h a month (level 3, development)
   *[other] { $count } requests, { $hours } h a month (level 3, development)
}
plan-quota-development-period = { $count ->
    [one] { $count } request, { $hours } h in the whole period (level 3, development)
   *[other] { $count } requests, { $hours } h in the whole period (level 3, development)
}
plan-included = Included:
plan-not-included = <b>Not included in { $plan }</b>
plan-priced = <b>{ $price }</b>: { $items }
plan-never = <b>Never done, at any price</b>: { $items }
plan-none = You have no active support plan. Tickets are welcome all the same: work costs { $price } and starts after you agree. /rates shows all prices.
plan-none-case-by-case = You have no active support plan. Tickets are welcome all the same: the price is agreed with you before work starts. /rates shows what is known.
rates-title = <b>Prices</b>, { $title }
rates-line = { $work }: { $price }
rates-incident-support = A request outside a packet, levels 1 and 2, up to { $hours } h: { $amount }
rates-incident-development = A request outside a packet, development, up to { $hours } h: { $amount }
rates-plan = What your plan { $plan } includes costs nothing more. /plan shows it. Mending a bug of ours is free.
rates-no-plan = Work without a plan starts after you agree to its price. Mending a bug of ours is free.

## contacts, kept by the main user

contacts-title = <b>{ $company }</b>: your contacts
contacts-line = { $name }: { $rights }
contacts-more = … and more. /contacts and a part of a name finds the others.
contacts-nobody = No contact is called “{ $word }”.
contacts-emails = Support notices by e-mail: { $emails }
contacts-request = Development requests (Request Email): { $email }
contacts-none = none
contact-title = <b>{ $name }</b>
contact-email = E-mail: { $email }
contact-telegram = Telegram ID: { $id }
contact-connected = Connected to this bot.
contact-blocked = ⚠ Connected, but has blocked this bot and sees nothing.
contact-not-connected = Not connected yet.
contact-rights = May: { $rights }
right-main = main user
right-tickets = tickets
right-invoices = invoices
right-none = nothing yet
contact-notices = <b>{ $name }</b> is told:
contact-removal = Remove <b>{ $name }</b>? Their chat is disconnected at once, and they are told nothing any more. What they wrote stays on the tickets.
contact-removed = <b>{ $name }</b> is removed and disconnected. What they wrote stays on the tickets.
contact-added = <b>{ $name }</b> is added.
contact-code = For <b>{ $name }</b>, to hand over: { $link }
    It connects one chat, once, within 15 minutes. Do not open it yourself: it would connect your own chat to that contact.
contact-ask-name = What is the new contact's name? /cancel stops it.
contact-ask-rename = What should <b>{ $name }</b> be called? /cancel stops it.
contact-ask-id = <b>{ $name }</b>: which Telegram ID or @username? A person sees their ID when they write to our bot on Telegram. Without one, they connect with a link.
contact-ask-telegram = <b>{ $name }</b>: which Telegram ID or @username? Another one than now disconnects the chat. A dash (-) clears it, /cancel stops it.
contact-ask-email = <b>{ $name }</b>: which e-mail address? A dash (-) clears it, /cancel stops it.
contacts-ask-emails = Write the addresses for support notices, four at most, with spaces between. A dash (-) clears them, /cancel stops it.
contacts-ask-request = Write the address for development requests. A dash (-) clears it, /cancel stops it.
contacts-fault-name = A name is one line, up to 200 characters. Please write it again.
contacts-fault-telegram = “{ $word }” is neither a Telegram ID (digits) nor a @username. Please write it again.
contacts-fault-email = “{ $word }” is no e-mail address. Please write it again.
contacts-fault-emails = At most four addresses are kept. Please write them again.
contacts-taken = That ID cannot be used here. Please check it, or ask our support.
contacts-stopped = Nothing was changed.
contacts-unfinished = A ticket is unfinished here. Send it or /cancel it first.
refusal-last-main-user = Your company needs a main user. Make somebody else one first.

## settings

settings-title = <b>Your settings</b>
settings-language = Language: { $language }
settings-told = You are told:
settings-on = ✅ { $group }
settings-off = ▫ { $group }: off
settings-fixed = 🔒 { $group }: always told
settings-current-on = What you write soon after a message about a ticket goes to that ticket by itself.
settings-current-off = What you write goes to a ticket only when you reply to one of its messages, or write its number.
language-en = English
language-lt = Lithuanian
notice-group-answers = answers to your tickets
notice-group-status = a ticket is resolved, closed or waits
notice-group-assigned = who works on a ticket
notice-group-priority = changes of priority
notice-group-invoices = new invoices
notice-group-payments = payments received
notice-group-work = what happens on your tickets
notice-group-calls = Blocker calls and the rota
notice-group-digests = what waited in your quiet hours
notice-group-opened = new tickets (Blockers always)
notice-group-warnings = warnings of due answers
notice-group-handOvers = tickets of colleagues who go away
notice-group-consents = clients who agree to a price
follow-up-here = <b>#{ $number }</b> { $summary }. To add to it, reply to this message.
receipt-reply = To add to it, reply to this message or write #{ $number }.
ticket-created-alone = Ticket <b>#{ $number }</b> is open: { $summary } ({ $priority }). Our engineers have it; the answer comes here.

## statistics

stats-title = <b>{ $month }</b>
stats-title-so-far = <b>{ $month }</b>, so far
stats-month-unknown = Which month? For example /stats { $month }; /stats alone shows this month.
stats-volumes = Tickets: <b>{ $opened }</b> opened, { $ended } ended, { $open } open.
stats-priority = { $priority }: { $opened } opened, { $ended } ended, { $open } open
stats-first = First answer: on average <b>{ $average }</b>, half within { $median }, nine of ten within { $most } ({ $answered } answered).
stats-first-none = First answer: none given yet.
stats-next = Further answers: on average <b>{ $average }</b>, half within { $median }, nine of ten within { $most } ({ $answered } answered).
stats-next-none = Further answers: none given yet.
stats-kept = Promises kept: <b>{ $share }</b>, { $missed } missed.
stats-kept-none = Promises: none was due.
stats-open = A ticket was open for { $open } on average, { $waiting } of it waiting for the client.
stats-by-plan = By plan:
stats-by-engineer = By engineer who has the ticket:
stats-by-company = By company:
stats-before-plans = from before plans
stats-line = <b>{ $name }</b>: { $figures }
stats-part-opened = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
stats-part-first = first answer { $average }
stats-part-first-plan = first answer { $average } (plan { $plan })
stats-part-kept = { $share } kept
stats-more = and { $count } more
stats-missed = Missed promises:
stats-missed-late = <b>#{ $number }</b> { $what }, { $late } late
stats-missed-open = <b>#{ $number }</b> { $what }, { $late } late and not done yet
stats-missed-reason = <b>#{ $number }</b> { $what }, { $late } late: { $reason }
stats-missed-why = The reason can be given: /why 12345 text
stats-clock-first-response = first answer
stats-clock-next-response = further answer
stats-clock-resolution = resolution
stats-note = Times of answers count working hours; where a promise holds day and night, all hours. How long a ticket was open counts all hours.
stats-picture-title = New tickets and first answers by week
stats-picture-opened = New tickets
stats-picture-minutes = First answer, median, minutes
stats-picture-caption = New tickets and first answers by week; the text above says the month in words.
why-ask = Write the reason after the number: /why { $number } text
why-nothing = <b>#{ $number }</b>: no promise was missed there.
why-noted = <b>#{ $number }</b>: the reason is noted and stands in the statistics.

## engineer's comfort: rest, suggestions, saved replies, waiting

menu-quiet = Quiet hours: /quiet 22:00-07:00, /quiet off
menu-away = Away, tickets handed over: /away until mon 08:00
menu-back = Back again
menu-saved = Saved replies: /saved 12345
menu-waiting = Ask the client and wait: /waiting 12345 text
button-give = Give to { $engineer }
button-give-number = #{ $number } → { $engineer }
button-take-number = I take #{ $number }
suggested = Suggested: <b>{ $engineer }</b>
suggested-you = Suggested: <b>you</b>
suggested-in-queue = suggested: { $engineer }
suggested-in-queue-away = { $engineer } (away)
engineer-given = <b>#{ $number }</b> now belongs to { $engineer }: { $summary }
quiet-now = Your quiet hours: <b>{ $hours }</b>. Ordinary notices wait until they end and come as one message; calls for a Blocker come through.
    To change them: /quiet 22:00-07:00. To end them: /quiet off.
quiet-none = You have no quiet hours: notices come as they happen. With /quiet 22:00-07:00 they wait and come as one message; calls for a Blocker come through.
quiet-set = Quiet hours: <b>{ $hours }</b>, Vilnius time. Ordinary notices wait until they end and come as one message; calls for a Blocker come through.
quiet-off = Quiet hours are off. What waited comes now.
quiet-form = Write them like this: /quiet 22:00-07:00, or /quiet off.
away-set = You are away until <b>{ $until }</b>. Nobody pings you, and you are not suggested for tickets. /back ends it.
away-set-open = You are away. Nobody pings you, and you are not suggested for tickets. /back ends it.
away-tickets = { $count ->
    [one] Your open ticket, and who could take it:
   *[other] Your { $count } open tickets, and who could take them:
}
away-tickets-none = You have no open tickets: nothing to hand over.
away-shift = ⚠ You are on call ({ $rung }) from { $from }. Somebody has to take over: /oncall swap name { $example }
away-fault-form = Write until when: /away until mon 08:00. Days may also be tomorrow, 28.11 or 2026-11-28; /away alone holds until /back.
away-fault-day = “{ $word }” is no day that exists. Write it like mon, tomorrow, 28.11 or 2026-11-28.
away-fault-time = “{ $word }” is no time of day. Write it like 08:00.
away-fault-past = That is over already.
away-fault-long = That is longer than a year. /away alone holds until you say /back.
back-set = Welcome back. You hear of everything again.
back-tickets = { $count ->
    [one] You have { $count } open ticket:
   *[other] You have { $count } open tickets:
}
rest-ticket = <b>#{ $number }</b> { $priority } · { $summary }
rest-ticket-suggested = <b>#{ $number }</b> { $priority } · { $summary } → { $engineer }
notice-hand-over = { $engineer } is away until { $until }. You are suggested for:
notice-hand-over-open = { $engineer } is away. You are suggested for:
digest-title = { $count ->
    [one] Your quiet hours are over. { $count } message waited:
   *[other] Your quiet hours are over. { $count } messages waited:
}
digest-ticket = <b>#{ $number }</b> { $priority } · { $summary }: { $happened }. Now { $status }, { $assignee }.
digest-more = { $count ->
    [one] and { $count } more ticket; /queue shows all.
   *[other] and { $count } more tickets; /queue shows all.
}
digest-opened = new
digest-assigned = given to you
digest-comments = { $count ->
    [one] { $count } comment
   *[other] { $count } comments
}
digest-status = another status
digest-priority = another priority
digest-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
digest-other = { $count ->
    [one] { $count } other message
   *[other] { $count } other messages
}
saved-none = There are no saved replies yet. Add one: /saved add greeting Hello { $placeholders }, we are looking into it.
saved-list = Saved replies. With a ticket's number they are shown filled in, each with a button that sends it: /saved 12345
saved-for = <b>#{ $number }</b>, to { $client }. A button sends what is shown to the client.
saved-for-nobody = <b>#{ $number }</b>. A button puts what is shown on the ticket.
saved-line = <b>{ $name }</b> ({ $languages }): { $text }
saved-filled = <b>{ $name }</b>: { $text }
saved-filled-fallback = <b>{ $name }</b>, in { $language }, for there is no text in { $wanted }: { $text }
saved-how = /saved add name text, /saved change name text, /saved remove name; put { $languages } before the text for a language. Filled in by themselves: { $placeholders }
saved-more = And more; by name: /saved { $number } name
saved-fallback = There is no “{ $name }” in { $wanted }, so it went in { $language }.
saved-sent-before = <b>#{ $number }</b>: that was sent already. /saved { $number } offers it again.
saved-added = “{ $name }” is saved in { $language }.
saved-changed = “{ $name }” in { $language } now says:
    { $text }
saved-removed = “{ $name }” in { $language } is gone. It said:
    { $text }
saved-unknown = There is no saved reply “{ $name }”. /saved shows them.
saved-there-already = There is a “{ $name }” in { $language } already. To change it: /saved change { $name } text
saved-name-wrong = A name is one word of letters and digits, up to 30: /saved add greeting Hello, we are looking into it.
saved-text-missing = Write the text after the name: /saved add { $name } Hello, we are looking into it.
saved-text-long = That is too long to be saved: up to 3000 characters.
saved-placeholders-unknown = Nothing is known to fill in for { $words }. There are: { $placeholders }
waiting-set = <b>#{ $number }</b>: your question is on its way, and the ticket waits for the client.
stale-ticket-draft = That is ticket <b>#{ $number }</b> already.
stale-draft-over = That draft is over. Its text was quoted back to you above; write again whenever you need us.
stale-question-over = That question is over. Write what is wrong, or the ticket's number, and it goes on from there.
stale-comment-back = That message was taken off its ticket already.
refusal-engineer-away = { $engineer } is away. /queue says who else could take it.

## refusals

message-parked = I could not process your last message. It is kept, and our administrators know. If it is urgent, please write it again in other words.
refusal-ticket-not-found = I find no ticket #{ $number } among yours. /tickets shows them.
refusal-ticket-ended = #{ $number } is not open any more. /reopen { $number } opens it again.
refusal-ticket-not-ended = #{ $number } is open already.
refusal-already-taken = #{ $number } was taken by { $engineer } already.
refusal-already-assigned = That engineer has this ticket already.
refusal-engineer-not-found = I know no engineer “{ $name }”. There are: { $names }.
refusal-engineer-ambiguous = “{ $name }” fits several: { $names }. Please write more of the name.
refusal-not-allowed = That is not for this chat.
refusal-code-invalid = This code does not work: it may be used up or older than 15 minutes. Ask for a new one, or give this ID to your company's main user or our support, then send /start: <code>{ $id }</code>
refusal-code-invalid-alone = This code does not work: it may be used up or older than 15 minutes. Ask your company's main user or our support for a new one.
refusal-nothing-to-bill = There is nothing to bill.
refusal-code-attempts = Too many wrong codes. Please try again in an hour with a new one.
refusal-summary-missing = Please write a line about what is wrong first.
refusal-text-missing = Write the text after the number: /note { $number } text
refusal-nothing-to-cancel = There is nothing unfinished here.
refusal-stale-button = This button is from before and does nothing any more.
refusal-reason-missing = A lower priority needs a reason. Write it at the end: /priority 12345 low reason
refusal-not-found = That is not there any more.
refusal-invalid = That cannot be done like this.
refusal-conflict = That changed meanwhile. Please look again.

## the engineers' group: a topic for each ticket

room-title = { $state }{ $mark } #{ $number } { $company }: { $summary }
room-state-new = 🆕
room-state-taken = 🔧
room-state-waiting = ⏳
room-state-ended = ✅
room-mark-blocker = 🟥
room-mark-high = 🟧
room-mark-medium = 🟨
room-mark-low = 🟦
room-status-open = open
room-status-waiting = waiting for the client
room-status-resolved = resolved
room-status-closed = closed
room-card = { $mark } <b>#{ $number }</b> { $summary }
    <b>{ $priority }</b>, { $status }, { $assignee }
    { $company }, { $contact }
    Server: { $server }
room-rule = <i>What you write here stays inside. A reply to the client's message, or /reply, goes to the client.</i>
room-new = { $mark } New: <b>#{ $number }</b> { $company }, { $contact }
    { $summary }
contact-room-title = { $state } #{ $number } { $summary }
contact-room-open = 💬
contact-room-ended = ✅
room-history = This topic was deleted, and the ticket goes on: it was opened on { $opened }, { $comments ->
    [0] nothing was written since.
    [one] one comment is on it.
   *[other] { $comments } comments are on it.
} /ticket { $number } shows the latest.
room-client = 💬 <b>{ $author }</b>:
    { $body }
room-answered = ➡️ <b>{ $author }</b> to the client:
    { $body }
room-noted = 🔒 <b>{ $author }</b> (internal):
    { $body }
room-changed = ✏️ <b>{ $author }</b> changed a message. It now says:
    { $body }
room-sensitive = <b>{ $author }</b> left sensitive information. It is kept encrypted and is not shown here.
room-files = <b>{ $author }</b> sent:
room-ask = ❓ Reply to this message with your question. It goes to the client, and <b>#{ $number }</b> waits for the answer.
room-answer = ➡️ Reply to this message with your answer. It goes to the client of <b>#{ $number }</b>.
room-hand-over = Who takes over <b>#{ $number }</b>?
room-failed = ⚠️ { $contact } did not get your message: { $reason }.
room-failed-blocked = the bot is blocked there
room-failed-closed = the chat there may not be written to just now
room-failed-never = the messenger refused it ({ $reason })
room-retried = Sent again to { $contact }.
button-saved = Saved replies
room-merged = <b>#{ $from }</b> was merged into this ticket.
room-withdrawn = <b>{ $author }</b> took a message back: it was meant for something else.
button-hand-over = Hand over
button-ask-client = Ask client
button-waiting = Waiting
button-go-on = Go on
button-set-priority = Priority
button-resolve = Resolve
button-log = Log time
button-retry = Retry

## time worked

log-ask = How long did <b>#{ $number }</b> take? Press, or write: /log { $number } 1h30m what was done
log-ask-more = <b>#{ $number }</b> has { $spent } logged. How much more? Press, or write: /log { $number } 1h30m what was done
log-done = <b>#{ $number }</b>: { $spent } logged, { $all } in all.
log-logged-already = That is logged already. For more time on <b>#{ $number }</b> write: /log { $number } 15m what was done
log-none = I find no time in that. For example: /log { $number } 1h30m what was done. “bug”, “training”, “L3” and “from 14:00” may stand after the time.
log-long = More than a day at a stretch cannot be. Please write it as several: /log { $number } 8h what was done
log-future = That would end in the future. Nothing is logged on <b>#{ $number }</b>.
log-before-opened = { $spent } do not fit between the opening of <b>#{ $number }</b> and now, beside what you have logged already. Nothing is logged.
log-time-overlap = In that time you have logged other work. Nothing is logged on <b>#{ $number }</b>; leave out “from”, and I find the time before it.

## records (administrators)

menu-company = Companies: find, add, change: /company name
menu-contact = Contacts of clients: find, add, change: /contact name
menu-engineer = Engineers: find, add, change: /engineer name
menu-import = Companies, contacts, servers from a file
menu-broadcast = One message to many clients
word-yes = yes
word-no = no
word-today = today
field-company = Company
field-name = Name
field-externalId = External ID
field-emails = Notice addresses
field-requestEmail = Request Email
field-email = E-mail
field-telegramId = Telegram
field-whatsapp = WhatsApp
field-language = Language
field-timeZone = Time zone
field-licence = Licence
field-legalName = Name on invoices
field-registrationCode = Registration code
field-vatCode = VAT code
field-address = Address
field-vatRate = VAT rate
field-vatExemption = Why without VAT
field-rights = Rights
field-role = Role
field-publicContact = Address shown to clients
field-product = Product
field-version = Version
field-plan = Plan
field-startsOn = First day
field-endsOn = Last day
field-audience = To
field-which = Namely
field-text = Text
button-skip = Leave out
button-clear = Clear
button-save = Save
button-change = Change
button-add-contact = Add a contact
button-add-server = Add a server
button-add-plan = Add a plan
button-new-company = New company
button-new-contact = New contact
button-new-engineer = New engineer
button-link-code = Link code
button-deactivate = Deactivate
button-deactivate-yes = Yes, deactivate
button-deactivate-company = Deactivate all contacts
button-activate = Activate
button-rights-tickets = Tickets
button-rights-main = Tickets, and main user
button-rights-invoices = Invoices only
button-rights-both = Tickets and invoices
record-right-login = Tickets
record-right-main = Main user
record-right-invoices = Invoices
record-right-admin = Administrator
record-right-public = Address shown
form-ask-company = Which company? Write a part of its name.
form-ask-name-company = What is the company's name?
form-ask-name-person = What is the person's name?
form-ask-name-server = What is the server's name? Clients see it when they choose a server.
form-ask-externalId = Which ID does another system, such as the CRM, have for the company?
form-ask-emails = To which addresses do support notices go? Up to four, with commas between them.
form-ask-requestEmail = To which address do development requests go?
form-ask-email = Which e-mail address?
form-ask-telegramId = Which Telegram ID? The number, or the @username. Without one, a link code connects the person.
form-ask-whatsapp = Which WhatsApp number? With the country, for example +37061234567.
form-ask-language = Which language?
form-ask-timeZone = Which time zone? Its name, for example Europe/Warsaw.
form-ask-licence = Does the company hold a licence?
form-ask-legalName = How is the company named on its invoices?
form-ask-registrationCode = What is its registration code?
form-ask-vatCode = What is its VAT code?
form-ask-address = What is its address for invoices? Several lines are fine.
form-ask-vatRate = What VAT rate does it pay, in percent? For example 21.
form-ask-vatExemption = Why does it pay no VAT? This stands on its invoices.
form-wrong-rate = A rate is 0 to 100 percent, with at most one decimal, for example 21 or 5.5.
form-conflict-vat = A VAT rate above 0 and a reason for no VAT exclude each other. Clear one of them first.
form-ask-rights = What is the contact there for?
form-ask-role = Engineer or administrator?
form-ask-publicContact = May clients see the engineer's address once a ticket is theirs?
form-ask-product = Which product runs on it?
form-ask-version = Which version?
form-ask-plan = Which plan? Choose one, or write its name as the catalogue prints it.
form-ask-startsOn = From which day? Choose, or write it like 2026-11-28 or 28.11.2026.
form-ask-endsOn = Until which day, that day included? Left out: for the plan's own period, or until further notice.
form-ask-audience = To whom?
form-ask-which-plan = Clients with which plan?
form-ask-which-product = Clients with which product?
form-ask-text = Write the message as the clients are to read it.
form-line = { $field }: { $value }
form-press = Please press one of the buttons.
form-wrong = That does not fit: { $why }.
form-wrong-day = That is no day that exists. Write it like 2026-11-28 or 28.11.2026.
form-cancelled = Dropped. Nothing was saved.
form-dropped = What you were entering is dropped after half an hour; nothing was saved.
form-conflict = That cannot be saved like this.
form-conflict-external-id = Another company has this external ID.
form-conflict-telegram = Another active contact or engineer has this Telegram ID.
form-conflict-whatsapp = Another active contact or engineer has this WhatsApp number.
form-conflict-server = The company has a server of this name already.
form-conflict-plan = The company has a plan on some of these days already.
form-conflict-unknown-plan = No catalogue has a plan of this name.
form-conflict-main-user = The company needs a main user who can log in.
records-none = I find nothing under “{ $words }”.
records-which = Which one?
records-ask-co = Which company? Choose, or write /company and a part of its name.
records-ask-ct = Which contact? Write /contact and a part of the name, the company, the e-mail address or the Telegram ID.
records-ask-en = Which engineer? Choose, or write /engineer and a part of the name.
record-company = <b>{ $name }</b>
record-contact = <b>{ $name }</b>, { $company }
record-engineer = <b>{ $name }</b>, { $role }
record-connected = Connected to a chat.
record-not-connected = Not connected to a chat yet.
record-inactive = Deactivated: no access.
record-plans = Plans:
record-plans-none = No plan now or later.
record-plan = { $plan } ({ $catalogue }), { $from } – { $until }
record-plan-open = { $plan } ({ $catalogue }), from { $from } on
record-servers = Servers:
record-servers-none = No servers.
record-server = • { $server }
record-contacts = { $count ->
    [one] { $count } active contact.
   *[other] { $count } active contacts.
}
record-ask-field = What is to be changed?
record-ask-deactivate = Deactivate <b>{ $name }</b>? Every access ends at once, and the chat is no longer connected. The history stays.
record-ask-deactivate-company = { $count ->
    [one] Deactivate the one contact of <b>{ $name }</b>? The access ends at once, and the chat is no longer connected. The history stays.
   *[other] Deactivate all { $count } contacts of <b>{ $name }</b>? Every access ends at once, and the chats are no longer connected. The history stays.
}
record-code = One-time code for <b>{ $name }</b>, good for { $minutes } minutes: <code>{ $code }</code>
record-link = For <b>{ $name }</b>, good for { $minutes } minutes, once:
    { $link }
    Or the code to paste into the chat: <code>{ $code }</code>
record-link-caption = The same link for { $name }: point the phone's camera at it.

## imports

button-import = { $count ->
    [one] Import { $count } row
   *[other] Import { $count } rows
}
import-kind-companies = companies
import-kind-contacts = contacts
import-kind-servers = servers
import-how = Send me a CSV file (UTF-8, semicolons or commas, the first line names the columns). I check every line, and import after you press the button.
import-columns = <b>{ $kind }</b>: { $columns }
import-how-more = Only the name is needed, and for contacts and servers the company: its external ID or its name. Empty cells change nothing. The same file again changes nothing twice. At most 10,000 lines.
import-reading = I am reading { $file }. The report comes here; nothing is imported before you say so.
import-checked = <b>{ $file }</b>, { $kind }: { $rows } rows. New: { $create }. To be changed: { $change }. As they are: { $unchanged }. With a fault: { $faulty }.
import-row = Line { $line }: { $why }
import-row-field = Line { $line }, { $field }: { $why }
import-more-faults = { $count ->
    [one] and { $count } more line with a fault
   *[other] and { $count } more lines with a fault
}
import-ask = Lines with a fault are left out. Mend them and send the file again, or import the rest now.
import-nothing-new = There is nothing to import.
import-running = The import runs. I tell you when it is done.
import-done = <b>{ $file }</b> is imported. New: { $created }. Changed: { $changed }. As they were: { $unchanged }. Left out: { $refused }.
import-nothing-done = Nothing was imported.
import-fault-empty = The file has no lines below the first one.
import-fault-quote-open = The quotation mark that opens on line { $word } is never closed.
import-fault-too-many-rows = The file has more than 10,000 lines. Please send it in parts.
import-fault-unknown-column = I know no column “{ $word }”. /import shows which ones there are.
import-fault-column-twice = The column { $word } is there twice.
import-fault-no-name = The column { $word } is missing. The first line has to name the columns.
import-fault-which-kind = I cannot tell whether these are contacts or servers. Send the file again with the word “contacts” or “servers”.
import-fault-not-text = I cannot read the file: it is not a CSV file in UTF-8, or it is above 8 MB.
import-row-missing = this is needed and empty
import-row-too-long = this is too long
import-row-formula = this begins like a formula (=, +, - or @)
import-row-characters = this holds characters that cannot be shown
import-row-email = this is no e-mail address
import-row-emails = these are not up to four e-mail addresses
import-row-telegram = this is neither a Telegram number nor a @username
import-row-phone = this is no phone number with its country, such as +37061234567
import-row-language = this is neither en nor lt
import-row-time-zone = this is no time zone's name, such as Europe/Warsaw
import-row-yes-no = this is neither yes nor no
import-row-too-many-cells = there are more cells than columns
import-row-twice = an earlier line has the same
import-row-unknown-company = there is no such company
import-row-ambiguous-company = several companies have this name; use the external ID
import-row-taken = somebody else has this already
import-row-refused = this could not be saved

## broadcasts

button-audience-all = All clients
button-audience-plan = Clients with a plan
button-audience-product = Clients with a product
button-audience-company = One company
button-broadcast-send = { $count ->
    [one] Send to { $count } person
   *[other] Send to { $count } people
}
button-broadcast-stop = Stop
broadcast-preview = { $count ->
    [one] This goes to <b>{ $count }</b> person; connected to a chat: { $connected }. It reads:
   *[other] This goes to <b>{ $count }</b> people; connected to a chat: { $connected }. It reads:
}
broadcast-too-long = That is too long: { $length } characters, and at most { $most } fit.
broadcast-running = On its way to { $people ->
    [one] <b>{ $people }</b> person
   *[other] <b>{ $people }</b> people
}. Sent: { $sent }. Failed: { $failed }. Not reachable: { $skipped }. To go: { $left }.
broadcast-done = The broadcast to { $people ->
    [one] <b>{ $people }</b> person
   *[other] <b>{ $people }</b> people
} is over. Sent: { $sent }. Failed: { $failed }. Not reachable: { $skipped }. To go: { $left }.
broadcast-stopped = The broadcast to { $people ->
    [one] <b>{ $people }</b> person
   *[other] <b>{ $people }</b> people
} was stopped. Sent: { $sent }. Failed: { $failed }. Not sent: { $skipped }. Never begun: { $left }.

## finding, merging, linking, taking back

menu-find = Search tickets and comments: /find SIP 503
menu-remove = Take an answer back: reply to it with /remove
menu-merge = Merge a duplicate: /merge 12346 into 12345
menu-link = Link related tickets: /link 12345 12346
menu-unlink = Unlink two tickets: /unlink 12345 12346
find-ask = What are you looking for? Write the words after the command: /find SIP 503. In quotes they stand side by side.
find-none = Nothing is found for “{ $words }”. Fewer or other words may help.
find-title = { $count ->
    [one] { $count } ticket, the best first:
   *[other] { $count } tickets, the best first:
}
find-line = <b>#{ $number }</b> { $summary } — { $company }, { $status }
find-excerpt = <i>{ $excerpt }</i>
find-note = 🔒 <i>{ $excerpt }</i>
merge-how = Which two? The duplicate comes first: /merge 12346 into 12345. It is closed, and the second goes on with both. In the duplicate's topic /merge 12345 is enough.
link-how = Which two tickets belong together? /link 12345 12346; in the topic of one of them the other number is enough.
unlink-how = Which two tickets? /unlink 12345 12346; in the topic of one of them the other number is enough.
tickets-merged = <b>#{ $from }</b> is now part of <b>#{ $number }</b> { $summary }. Those who followed it are told.
tickets-linked = <b>#{ $number }</b> and <b>#{ $other }</b> are linked.
tickets-unlinked = <b>#{ $number }</b> and <b>#{ $other }</b> are not linked any more.
notice-merged = <b>#{ $from }</b> is about the same as <b>#{ $number }</b> { $summary }, and goes on there. Reply to this message to add to it.
ticket-into = Part of <b>#{ $number }</b> { $summary } ({ $status })
ticket-merged = With <b>#{ $number }</b> { $summary }, which was merged into it
ticket-linked = Related: <b>#{ $number }</b> { $summary } ({ $status })
ticket-answer-removed = 🗑 { $engineer } took an answer back, { $when }
remove-how = Reply with /remove to the answer (or note) that you want to take back.
engineer-removed = { $count ->
    [one] <b>#{ $number }</b>: taken back. It goes out of the chat of { $count } contact and off the ticket; the history keeps that it was there.
   *[other] <b>#{ $number }</b>: taken back. It goes out of the chats of { $count } contacts and off the ticket; the history keeps that it was there.
}
engineer-removed-inside = <b>#{ $number }</b>: taken off the ticket. No client was told of it; the history keeps that it was there.
notice-comment-changed = <b>#{ $number }</b> <b>{ $author }</b> changed a message:
difference-removed = − { $text }
difference-added = + { $text }
refusal-cannot-unsay = #{ $number }: this cannot be unsaid. It has stood in the client's chat for more than { $hours } hours; a further answer can put it right.
refusal-merge-other-company = #{ $number } and #{ $into } are of different companies and stay apart. /link { $number } { $into } keeps them in sight of each other.
refusal-ticket-merged = #{ $number } is part of #{ $into } now, and goes on there.

## messengers: how their connections stand, for administrators (/whatsapp)

menu-whatsapp = How WhatsApp stands, and pairing it
channel-telegram = Telegram
channel-whatsapp = WhatsApp
channel-email = e-mail
channel-off = { $channel } is not set up here. The settings that begin with WHATSAPP_ turn it on; the README says how.
channel-unreported = <b>{ $channel }</b>: nothing was heard of its connection yet. Does a process with the role { $role } run?
channel-title = <b>{ $channel }</b>: { $state }, since { $since }
channel-last = Last message in: { $inbound }; out: { $outbound }
channel-never = none yet
channel-queue = { $count ->
    [one] { $count } message waits to be sent, for { $age }.
   *[other] { $count } messages wait to be sent, the oldest for { $age }.
}
channel-inbox = The oldest received message waits to be read for { $age }.
channel-breaker = ⚠ Nobody is written to first until { $until }: WhatsApp restricts new conversations of this number. Answers go on.
channel-figures = Received { $received }, sent { $sent }; could not be read { $unreadable } ({ $share } of the last day), with a bad sender { $malformed }; connected anew { $reconnected } times.
channel-word = { $name }: { $word }
channel-asked = Asked for, and not begun yet: { $what }
channel-state-starting = connecting
channel-state-open = connected
channel-state-lost = connection lost
channel-state-replaced = another process uses this login
channel-state-unsupported-version = this version is refused
channel-state-needs-pairing = not paired
channel-state-pairing = waiting for the phone
channel-state-refused = the account is refused
channel-state-stopped = stopped
channel-state-silent = not heard of
channel-state-reason = { $words } ({ $reason })
channel-trouble = State: { $state }
channel-advice-wait = It is tried again by itself, ever more slowly up to every five minutes. If it lasts: does this machine reach the internet, and was the phone online in the last two weeks?
channel-advice-restart = It connects anew by itself; this belongs to pairing.
channel-advice-replaced = Something else is connected with the same login. Make sure that only one installation has it; this one tries again after a minute.
channel-advice-version = The messenger no longer accepts this version of the connection. The service has to be updated; until then it tries rarely, so as not to harm the number.
channel-advice-logged-out = The phone has taken this device off its list of linked devices. Look at the phone first, then pair again: /whatsapp. Until somebody confirms it, nothing is thrown away.
channel-advice-banned = The number is blocked or restricted. Open the app on its phone, read what it says, and answer it there. Do not try again and again: that makes it worse.
channel-advice-pair = No phone is linked. /whatsapp shows a code to scan.
channel-advice-pairing = A pairing was begun and not finished. /whatsapp begins it anew.
channel-advice-stopped = It was stopped, and not started again.
channel-advice-silent = The process that had the connection does not answer. Does one with the role whatsapp run?
channel-advice-token = The access token is not accepted any more. Make a new one, and set WHATSAPP_CLOUD_TOKEN.
channel-advice-locked = The business account is locked or restricted. Its page at Meta says why, and how to object.
channel-advice-payment = The business account has a matter of payment to be settled at Meta.
channel-advice-unreadable = The stored login cannot be read. Is SECRET_KEY the one it was stored with? Nothing is thrown away; Forget the pairing begins anew.
channel-advice-storage = The login cannot be had from the database. It is tried again by itself.
channel-advice-not-installed = An optional package is missing on this machine: npm ci brings @whiskeysockets/baileys. Then start the service again.
channel-advice-see-log = The log of the service says more.
channel-pair-caption = { $channel }: on the phone, open Linked devices and scan this. It changes every 20 seconds by itself; whoever scans it reads this number's messages, so show it to nobody else.
channel-pair-code = { $channel }: on the phone, open Linked devices, “Link with phone number instead”, and enter <code>{ $code }</code>. Whoever enters it reads this number's messages, so show it to nobody else.
channel-pair-done = { $channel } is paired and connected.
channel-pair-expired = { $channel } was not paired in time. /whatsapp begins anew.
channel-pair-begun = Asked for. What to scan comes here in a moment.
channel-pair-elsewhere = What pairs the number is a login secret and goes to your private chat on another messenger only. Write /whatsapp there.
channel-ask-forget = Forget the pairing? The login is thrown away, and the number is away until a phone is paired again. Remove the device on the phone, too.
channel-forgotten = Asked for: the login is thrown away in a moment.
channel-resumed = Asked for: it tries now.
button-pair-qr = Pair by QR code
button-pair-code = Pair by a code
button-forget-pairing = Forget the pairing
button-forget-pairing-yes = Yes, forget it
button-try-now = Try now
button-refresh = Refresh
channel-request-pair-qr = pairing by QR code
channel-request-pair-code = pairing by a code
channel-request-forget = forgetting the pairing
channel-request-resume = trying now
field-number = Number
form-ask-number = Which number is to be paired? With the country's code, for example +370 612 34567.
form-wrong-number = This is no telephone number with a country's code. Please write it again, for example +370 612 34567.
notice-channel-outage = ⚠ <b>{ $channel }</b> does not work, since { $since }.
notice-channel-over = <b>{ $channel }</b> works again, since { $since }.
notice-channel-breaker = ⚠ <b>{ $channel }</b> restricts new conversations of our number until { $until }. Nobody is written to first until then; answers go on, and notices take another way where there is one.
notice-channel-cut-off = { $channel } does not work on our side just now. Your tickets are safe and being worked on. Please write here meanwhile; what you have sent there is read as soon as it works again.

## lists of choices: the button that opens one shows both languages and has 20 characters

list-open = Choose
## charges
# Each is a line of an invoice, and says why: what was done, where, how it is counted, what it comes to.

charge-hourly = outside a plan
charge-after-hours = after working hours, as agreed
charge-training = personal training
charge-hours = { $time } on #{ $number }, rounded once to { $hours }, { $why }, { $amount }
charge-hours-full = { $time } on #{ $number }, { $why }, { $amount }
charge-hours-further = { $time } on #{ $number } in all, rounded once to { $hours }, { $before } counted before, { $why }, { $amount }
charge-minutes = { $time } on #{ $number }, by the minute, { $why }, { $amount }
charge-minutes-further = { $time } on #{ $number } in all, by the minute, { $before } counted before, { $why }, { $amount }
charge-task = #{ $number }: { $task }, at a fixed price, { $amount }
charge-tasks = #{ $number }: { $task }, { $quantity } × { $price }, { $amount }
charge-incident-support = Incident { $ordinal } on #{ $number }, levels 1 and 2, up to { $most }, { $why }, { $amount }
charge-incident-development = Incident { $ordinal } on #{ $number }, level 3 (development), up to { $most }, { $why }, { $amount }
charge-beyond-requests = beyond the packet's number of requests
charge-beyond-time = beyond the packet's time
charge-beyond-plan = outside a packet
charge-use = Connection fee of “{ $allowance }” for work on #{ $number }, { $amount }
charge-allowance = “{ $allowance }”, prepaid time for { $month }, { $amount }
charge-allowance-once = “{ $allowance }”, prepaid time, once, { $amount }
charge-plan = { $plan } from { $from }, { $amount }
charge-plan-extension = Extension: { $plan } from { $from }, { $amount }
charge-credit = Credit, charged no more: { $what }

## invoices that are to be paid, and what is asked about them

button-invoice-pdf = PDF
button-invoice-paid = It is paid
button-invoice-question = Question
button-extend = Ask to extend it
invoice-due-in-7 = Invoice <b>{ $number }</b>: { $rest } to be paid within a week, by { $due }.
invoice-due-in-1 = Invoice <b>{ $number }</b>: { $rest } to be paid by tomorrow, { $due }.
invoice-due-today = Invoice <b>{ $number }</b>: { $rest } to be paid today, { $due }.
invoice-overdue-1 = Invoice <b>{ $number }</b>: { $rest } was due on { $due }. If it is on its way already, please let us know.
invoice-overdue-7 = ⚠ Invoice <b>{ $number }</b> is a week overdue: { $rest } was due on { $due }.
invoice-overdue-14 = ⚠ Invoice <b>{ $number }</b> is two weeks overdue: { $rest } was due on { $due }. Is anything wrong with it? “Question” reaches us.
invoice-overdue-30 = ⚠ Invoice <b>{ $number }</b> is a month overdue: { $rest } was due on { $due }. Please pay it, or write what is in the way.
invoice-paid-already = Invoice <b>{ $number }</b> is paid already. Nothing more is needed.
invoice-ask-reference = Invoice <b>{ $number }</b>: what is the bank's reference of the payment? Your next message is taken for it.
invoice-ask-question = Invoice <b>{ $number }</b>: what would you like to know? Your next message goes to us as a question about it.
invoice-reference-wrong = A reference has 1 to { $most } characters. What is it for invoice <b>{ $number }</b>?
invoice-claimed = Thank you. Invoice <b>{ $number }</b>: the reference { $reference } is noted. You hear from us as soon as the money is in.
invoices-whom = Your company's invoices go to { $names }. Please ask there.
invoices-nobody = Nobody of your company gets invoices here yet. Your main user can name somebody with /contacts.
invoice-claim = You told us on { $when }: paid, reference { $reference }.
notice-claimed = { $contact }, { $company }: invoice <b>{ $number }</b> ({ $rest }) is paid, reference { $reference }. Nothing is booked by this.
billing-question-summary = Billing: question about invoice { $number }
billing-question-sent = Your question about invoice { $invoice } is ticket <b>#{ $number }</b>. The answer comes here; reply to it to add something.
billing-added = Added to your question.
subscription-ends-in-30 = Your plan <b>{ $plan }</b> ends on { $end }, in a month. Shall it go on?
subscription-ends-in-7 = Your plan <b>{ $plan }</b> ends on { $end }, in a week. Shall it go on?
subscription-ends-in-1 = ⚠ Your plan <b>{ $plan }</b> ends on { $end }: tomorrow is its last day. Shall it go on?
extension-summary = Billing: extend { $plan } beyond { $end }
extension-description = { $contact } asks to extend the plan { $plan }, which ends on { $end }.
extension-asked = Ticket <b>#{ $number }</b> asks us to extend { $plan }. We answer here.
extension-goes-on = It goes on already: another period is entered. /plan shows it.

## hours and quotas

usage-title = <b>Used and left</b>
usage-half = Half of this is used:
usage-most = ⚠ Four fifths of this are used:
usage-all = ⚠ This is used up. Further work is done after you agree to its price:
usage-allowance = { $name }: { $used }/{ $total }
usage-allowance-reset = { $name }: { $used }/{ $total }, anew on { $reset }
usage-support-month = { $plan }, levels 1 and 2 this month: { $requests } requests, { $hours }
usage-support-month-reset = { $plan }, levels 1 and 2 this month: { $requests } requests, { $hours }, anew on { $reset }
usage-support-period = { $plan }, levels 1 and 2 this period: { $requests } requests, { $hours }
usage-support-period-reset = { $plan }, levels 1 and 2 this period: { $requests } requests, { $hours }, anew on { $reset }
usage-development-month = { $plan }, level 3 this month: { $requests } requests, { $hours }
usage-development-month-reset = { $plan }, level 3 this month: { $requests } requests, { $hours }, anew on { $reset }
usage-development-period = { $plan }, level 3 this period: { $requests } requests, { $hours }
usage-development-period-reset = { $plan }, level 3 this period: { $requests } requests, { $hours }, anew on { $reset }
scope-any = at any hour
scope-in-hours = in hours
scope-after-hours = after hours
scope-support = at levels 1 and 2
scope-development = at level 3
coverage-no-plan = No plan
coverage-covered = { $what }: covered
coverage-case = { $what }: agreed case by case
coverage-agreed = { $what }: agreed, { $price }
coverage-ask = ⚠ { $what }: { $price }, not agreed: ask first
button-estimate = Ask the client: { $scope }
notice-consent-scope = <b>#{ $number }</b>: { $contact } agreed to work { $scope } for { $price }.
notice-estimate = <b>#{ $number }</b>: { $engineer } expects { $time } of work { $scope }, which your plan does not cover: { $total } in all ({ $price }). It starts only after you agree.
estimate-none = How long will it take? For example: /estimate { $number } 2h. “L3” may stand after the time.
estimate-asked = <b>#{ $number }</b>: the client is asked to agree to { $time }, { $total }. You hear when they do.
estimate-nobody = <b>#{ $number }</b> has no contact who could be asked in a chat.
estimate-covered = <b>#{ $number }</b>: that is covered. There is nothing to ask for.
estimate-agreed = <b>#{ $number }</b>: the client has agreed already.
estimate-case-by-case = <b>#{ $number }</b>: no price is fixed for that. Please agree on it with the client by words.
log-unagreed-hourly = ⚠ { $time } of it is outside a plan and not agreed: it is not charged.
log-unagreed-afterHours = ⚠ { $time } of it is after hours and not agreed: it is not charged.
log-unagreed-incident = ⚠ { $time } of it is beyond the quota and not agreed: it is not charged.
log-unagreed-training = ⚠ { $time } of training is not agreed: it is not charged.
log-unagreed-fixed = ⚠ The task ({ $time }) is not agreed: it is not charged.

## training and fixed tasks

menu-estimate = Ask the client to agree to the cost: /estimate 12345 2h
menu-training = Agree on training: /training 12345
menu-task = Agree on a fixed task: /task 12345
work-training = training
work-data-migration = data migration
work-virtual-ip = heartbeat / virtual IP
work-mysql-replication = MySQL replication
work-installation = installation
field-work = Work
field-system = System
field-goals = Scope and goals
field-startsAt = When
field-duration = How long
field-price = Price
form-ask-work = Which task is it?
form-ask-system = On which system? Press, or write its name.
form-ask-goals = What is its scope, and what shall be reached?
form-ask-startsAt = When does it begin? In the time of Vilnius, for example 2026-12-08 10:00
form-ask-duration = How long will it take? For example 2h or 1h30m
form-ask-price = What does it cost? Press, or write another sum.
terms-system-client = The client's own system
terms-system-ours = A system of ours
terms-wrong-start = A day and a time to come, please, for example 2026-12-08 10:00
terms-wrong-duration = A time such as 2h or 1h30m, please, up to 24 h.
terms-wrong-price = A sum such as 200 or 199.50, please.
button-terms-send = Ask the client
button-terms-no = Not like this
terms-proposed = <b>#{ $number }</b>: { $engineer } proposes { $kind }:
terms-lines =
    <b>System</b>: { $system }
    <b>Scope and goals</b>: { $goals }
    <b>When</b>: { $when }, { $time }
    <b>Price</b>: { $price }
terms-ask = Nothing is scheduled before you agree.
terms-sent = <b>#{ $number }</b>: the client is asked. You hear when they answer.
terms-nobody = <b>#{ $number }</b> has no contact who could be asked in a chat; the terms are noted.
terms-agreed = <b>#{ $number }</b>: agreed, { $kind } is scheduled.
terms-thanks = Thank you. The date follows as a calendar file.
terms-agreed-before = <b>#{ $number }</b>: that is agreed already.
terms-declined = <b>#{ $number }</b>: noted, nothing is scheduled. Write here what would suit you.
terms-declined-notice = <b>#{ $number }</b>: { $contact } does not agree to the terms. Nothing is scheduled.
terms-file-caption = #{ $number }: for your calendar
terms-event = { $kind }, ticket #{ $number }
ticket-terms-proposed = Proposed: { $kind }, { $when }
ticket-terms-agreed = Agreed: { $kind }, { $when }
