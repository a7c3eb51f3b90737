// The words around a number that say whether it is a ticket's, in English and Lithuanian. All of them are written as
// `fold` in reference.ts leaves a text: small letters, no diacritics. Which of them decides what stands in reference.ts.

/** No letter, digit or underscore before: a word begins here. */
const start = '(?<![\\p{L}\\p{N}_])'
/** No letter after: a word ends here; a digit may follow ("nr12345"). */
const end = '(?!\\p{L})'

const nouns = [
  // English, its usual slips, and the Lithuanian endings that people hang on it (ticket'o, tiketą).
  "(?:ticket|tiket|tickt|ticet|tikcet|tciket)(?:'?s'?|['-]?(?:as|o|ui|a|u|e|ai|ams|us|ais|uose))?",
  'tkt',
  'uzklaus(?:a|os|ai|oje|oj|u|oms|om|as|omis|ose|ele|eles|elei|eleje)',
  'biliet(?:as|o|ui|a|u|e|ai|ams|us|ais|uose)',
  'kreipin(?:ys|io|iui|i|iu|yje|iai|iams|ius|iais|iuose)',
]

/** What means "number" between the noun and the digits. */
const marker = `(?:#|№|(?:number|numb|num|no|nr|nro|numeris|numerio|numeriu|numeri|id)${end}\\.?)`
const filler = `(?:(?:with|under|whose|having|is|was|su|kurios|kurio|kuris|yra|buvo)${end}|[:=_(\\[{"'“„«,–—-])`
const link = `(?:[ \\n]{0,3}(?:${marker}|${filler})){0,5}[ \\n]{0,3}`

/** Ends with a noun for a ticket and what may stand between it and its number: "ticket no. ", "užklausos, kurios numeris ". */
export const ticketNoun = new RegExp(`${start}(?<noun>${nouns.join('|')})(?<link>${link})$`, 'u')
/** A noun right after a number: "the 12345 ticket", "12345-oji užklausa". Forms that may count many tickets are left out. */
export const nounAfter =
  /^(?:-\p{L}{1,4})? (?:ticket|tiket(?:as|o|a|e|ui)?|uzklaus(?:a|ai|oje)|biliet(?:as|o|a|e|ui))(?![\p{L}'’])/u
/** "12345 užklausos" means many of them, unless a preposition makes it one. */
export const oneOfQueries = { before: /(?<!\p{L})(?:del|prie|apie|is|po|mano|musu|sios) $/u, after: /^ uzklausos(?!\p{L})/u }

export const numberMarker = new RegExp(marker, 'u')
/** A plain "#" before the digits, not glued to a word, a path or a dialled code. */
export const hashBefore = /(?<![\p{L}\p{N}_#&*\\\]]|(?<!\d)\/)# {0,2}$/u
/** "Nr. " or "№" where nothing but a preposition or punctuation says of what. */
export const numberSignBefore = /(?:^|[\n,;:.!?(]|(?<!\p{L})(?:del|apie|re|prie)) {0,2}(?<!\p{L})(?:nr|№)(?:\.| |:|#){0,3}$/u

/** Nouns that mean a ticket only together with a number sign: "case #12345", "incidentas nr. 12345". */
export const looseNoun = new RegExp(
  `${start}(?:cases?|issues?|incidents?|incident(?:as|o|ui|a|u|e)|problem(?:s|a|os|ai|oje)?|gedim(?:as|o|ui|a|u|e)|` +
    `paklausim(?:as|o|ui|a|u|e)|tt)[ :,]{0,2}${marker}[ .:#]{0,3}$`,
  'u',
)

/** What people write before the number of what they come back to: "re:", "follow up on", "dėl". */
export const comingBack = new RegExp(
  `${start}(?:re:|re|ref[.:]?|reference|regarding|concerning|subject:|ats[.:]{0,2}|` +
    'follow(?:ing)?[ -]?up(?: question)?(?: on| about| to| for| regarding|:)?|' +
    '(?:update|news|progress|status|questions?|info|information)(?: on| about| of| for| regarding)|(?:comment|reply|answer|addition)(?: to| on)|' +
    '(?:re-?open|close|bump)|del|apie|prie|pagal|(?:uzdary|atidary)(?:ti|kit|kite))(?: the| my| our| mano| musu| savo)? ?[("\']?(?:#|nr\\.?|№)? {0,2}$',
  'u',
)

/** Somebody else's ticket, or one that is yet to be: the words before the noun. */
export const foreignNoun =
  /(?<!\p{L})(?:provider|carrier|operator|vendor|supplier|telco|upstream|jira|zendesk|tiekejo|operatoriaus|vezejo)(?:'?s)?(?: trouble)? $/u
export const newNoun =
  /(?<!\p{L})(?:(?:open|create|raise|file|make|start|submit) (?:a |an |us a )?(?:new |another |support )?|new |nauj[a-z]{1,3} |(?:sukur|uzregistruo|registruo|atidary)[a-z]{1,5} )$/u

/** What a "#12345" right after them is instead: an invoice, an account, a port, a colour ... */
export const otherThing = new RegExp(
  `${start}(?:(?:invoice|inv|bill|order|po|purchase|quote|offer|contract|agreement|account|acct|acc|ext|extension|phone|tel|` +
    'mobile|fax|did|port|line|channel|chan|call|device|user|customer|client|company|server|trunk|provider|route|tariff|step|' +
    'item|page|build|version|ver|release|bug|pr|commit|error|err|code|cause|pin|room|row|key|press|dial|color|colour|' +
    'background|payment|transaction|receipt|licen[cs]e|serial|card|peer|prefix|pid)s?|' +
    '(?:saskait|sask|uzsakym|sutart|mokejim|klaid|kod|port|telefon|abonent|vartotoj|klient|imon|server|linij|kanal|zingsn|' +
    'versij|kvit|ceki|licencij|irengin|spalv|skambu|eilut|puslap|tiekej)\\p{L}{0,6})' +
    `(?:\\.?[ :]{0,2}(?:number|num|no|nr|numeris|numerio|id)${end})?(?:(?<=(?<!\\p{L})(?:inv|ext|acc|acct|tel|mob|no|nr|ver|sask))\\.)?[ :=('"]{0,3}$`,
  'u',
)

/** Money after the number: never a ticket. */
export const moneyAfter =
  /^ ?(?:€|\$|£|%|(?:eur|euro|euros|eurai|euru|eurus|usd|gbp|pln|lt|ct|dollars?|cents?|centai|centu|proc|procent\p{L}{1,3})(?![\p{L}\p{N}]))/u
/** Other things one counts: "3 days", "24 val.", "10000 skambučių". */
export const unitAfter = new RegExp(
  `^[ -]?(?:(?:ms|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|am|pm|x|times?|calls?|channels?|cps|lines?|` +
    'users?|clients?|customers?|kb|mb|gb|tb|kbps|mbps|hz|khz|ghz|bytes?|bits?|packets?|errors?|attempts?|tries|records?|rows?|rates?|' +
    'numbers?|dids?|extensions?|devices?|trunks?|providers?|servers?|sessions?|registrations?|tickets|questions?|problems?|issues?|' +
    'messages?|more|others?|of|ok|pcs|' +
    'sek|sekund\\p{L}{1,4}|min|minu[ct]\\p{L}{1,4}|val|valand\\p{L}{1,4}|d|dien\\p{L}{1,4}|savait\\p{L}{1,4}|men|menes\\p{L}{1,4}|' +
    'm|metai|metus|metu|kart|kartai|kartus|kartu|skambuc\\p{L}{1,4}|skambut\\p{L}{1,4}|kanal\\p{L}{1,4}|linij\\p{L}{1,4}|' +
    'vartotoj\\p{L}{1,4}|klientai|klientu|klientus|klientams|klaid\\p{L}{1,4}|bandym\\p{L}{1,4}|iras\\p{L}{1,4}|numeri\\p{L}{1,4}|' +
    'irengin\\p{L}{1,4}|serveri\\p{L}{1,4}|sesij\\p{L}{1,4}|paket\\p{L}{1,4}|uzklausu|vnt|tukst\\p{L}{0,6}|mln|kitos|kiti|is)(?!\\p{L}))',
  'u',
)

/** Between two numbers of one list: ", ", " and ", " ir #". */
export const listLink = /^ ?(?:(?:,|;|\/|&|\+|and|or|ir|bei|arba|also|taip pat|plus) ?){1,2}(?:#|nr\.?|№)? ?$/u

/** Numbers of four digits that are ports everywhere, so a preposition alone does not make them tickets. */
export const knownPorts: ReadonlySet<number> = new Set([
  1194, 1433, 1720, 3306, 3478, 4569, 5038, 5060, 5061, 5080, 5432, 6379, 8080, 8088, 8089, 8443,
])
