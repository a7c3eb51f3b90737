# Visi sakiniai lietuviškai. Every sentence the desk says, in Lithuanian: the keys and variables of en.ftl, no more, no less.
# Tone: short, concrete, kind; "jūs" in lower case, no exclamation marks. Marks, values and limits: see en.ftl.
# Words: ticket = užklausa, comment = komentaras (žinutė when it is simply what somebody wrote), message = žinutė,
#   contact = kontaktas, company = įmonė, engineer = inžinierius, priority = prioritetas, server = serveris,
#   draft = juodraštis, invoice = sąskaita, payment = mokėjimas, code = kodas, status = būsena.
# Plurals need [one], [few] and *[other]: 1 užklausa, 2 užklausos, 10 užklausų; 11-19 take *[other], 21 takes [one].

# Failai, kuriuos reikėjo siųsti, bet nepavyko gauti; po failais arba atskirai.
file-left-out = { $count ->
    [one] Čia trūksta failo, jo nepavyko gauti: { $names }
    [few] Čia trūksta failų, jų nepavyko gauti: { $names }
   *[other] Čia trūksta failų, jų nepavyko gauti: { $names }
}

## invoices

invoice-issued = Sąskaita <b>{ $number }</b> apmokėti iki { $due }: { $amount }.
invoice-issued-credit = Sąskaita <b>{ $number }</b>: { $amount }. Ankstesne permoka padengta { $credit }, iki { $due } liko apmokėti { $rest }.
invoice-issued-covered = Sąskaita <b>{ $number }</b>: { $amount }, visa padengta ankstesne permoka. Mokėti nieko nereikia.
invoice-issued-below-zero = Sąskaita <b>{ $number }</b> jūsų naudai: { $credit } lieka ir bus įskaityta į kitą sąskaitą.
invoice-cancelled = Sąskaita <b>{ $number }</b>, { $amount }, panaikinta kreditine sąskaita <b>{ $note }</b>. Už ją mokėti nieko nereikia.
invoice-cancelled-credit = Kas už ją sumokėta, { $credit }, lieka ir bus įskaityta į kitą sąskaitą.
invoice-credit-caption = Kreditinė sąskaita { $number }
invoice-file-caption = Sąskaita { $number }
invoice-partly-paid = Gavome mokėjimą: { $amount } už sąskaitą <b>{ $number }</b>. Iki { $due } liko apmokėti { $rest }.
invoice-paid = Gavome mokėjimą: { $amount }. Sąskaita <b>{ $number }</b> apmokėta visa. Ačiū.
invoice-overpaid = Gavome mokėjimą: { $amount }. Sąskaita <b>{ $number }</b> apmokėta visa. Permoka, { $over }, lieka ir bus įskaityta į kitą sąskaitą.
invoice-not-found = Jūsų įmonės sąskaitos { $number } nerandu. Jas rodo /invoices.
invoice-which = Kuri sąskaita? Po komandos parašykite jos numerį, pavyzdžiui, /invoice 2026-00001.
invoices-none = Jūsų įmonės sąskaitų čia dar nėra.
invoices-title = <b>Sąskaitos</b>, naujausios pirmos:
invoices-line = <b>{ $number }</b>, { $issued }: { $amount }, { $status }
invoices-line-credit = <b>{ $number }</b>, { $issued }: { $amount }, kreditinė, panaikina { $cancelled }
invoice-heading = Sąskaita <b>{ $number }</b>, { $issued }: { $amount }, { $status }
invoice-heading-credit = Kreditinė sąskaita <b>{ $number }</b>, { $issued }: { $amount }, panaikina sąskaitą { $cancelled }
invoice-line = { $description }: { $quantity } × { $price } = { $amount }
invoice-lines-more = … ir dar; visos eilutės yra dokumente.
invoice-vat = PVM { $rate } %: { $amount }
invoice-cancelled-by = Panaikinta kreditine sąskaita { $number }.
invoice-status-issued = apmokėti iki { $due }
invoice-status-partly-paid = apmokėta iš dalies, { $rest } iki { $due }
invoice-status-paid = apmokėta
invoice-status-overdue = ⚠ vėluoja nuo { $due }
invoice-status-cancelled = atšaukta

# Sąskaitos dokumento žodžiai: trumpos antraštės.
print-invoice = Sąskaita faktūra
print-vat-invoice = PVM sąskaita faktūra
print-credit-note = Kreditinė sąskaita faktūra
print-vat-credit-note = Kreditinė PVM sąskaita faktūra
print-number = Nr. { $number }
print-numbered = { $title } { $number }
print-issued = Išrašyta { $day }
print-due = Apmokėti iki { $day }
print-cancels = Panaikina sąskaitą faktūrą { $number }, išrašytą { $day }
print-seller = Pardavėjas
print-buyer = Pirkėjas
print-registration-code = Įmonės kodas { $code }
print-vat-code = PVM mokėtojo kodas { $code }
print-description = Pavadinimas
print-quantity = Kiekis
print-price = Kaina, { $currency }
print-amount = Suma, { $currency }
print-net = Suma be PVM
print-vat = PVM { $rate } %
print-total = Iš viso
print-credit-taken = Padengta ankstesne permoka
print-to-pay = Mokėti
print-payment = Apmokėjimas
print-pay-by = Prašome sumokėti { $amount } iki { $day }
print-beneficiary = Gavėjas: { $name }
print-iban = Sąskaita: { $iban }
print-bic = BIC: { $bic }
print-bank = Bankas: { $name }
print-reference = Mokėjimo paskirtis: { $number }
print-scan = Nuskaitykite banko programėle
print-sheet = { $sheet } puslapis iš { $sheets }

## words

priority-blocker = Blocker (sistema neveikia)
priority-high = High (aukštas)
priority-medium = Medium (vidutinis)
priority-low = Low (žemas)
status-open = atvira
status-waiting = laukia jūsų atsakymo
status-resolved = išspręsta
status-closed = uždaryta
role-engineer = inžinierius
role-admin = administratorius
nobody = dar niekas
server-none = nenurodytas

## buttons

button-priority-blocker = Blocker (sistema neveikia)
button-priority-high = High (aukštas)
button-priority-medium = Medium (vidutinis)
button-priority-low = Low (žemas)
button-unrelated = Nesusijusi su serveriu
button-create = Sukurti užklausą
button-add-to = Pridėti prie #{ $number }
button-summary = Pakeisti pavadinimą
button-cancel = Atšaukti
button-not-blocker = Ne Blocker, o High
button-reopen = Vėl atverti #{ $number }
button-new-ticket = Sukurti naują užklausą
button-not-this = Ne ši užklausa
button-close = Uždaryti #{ $number }
button-take = Imu
button-answer = Atsakyti klientui
button-have = Aš imuosi
button-oncall-take = Budžiu aš iki { $until }
button-oncall-undo = Atšaukti pakeitimą
button-back = ‹ Atgal
button-contacts-add = Pridėti kontaktą
button-contacts-emails = Pranešimų adresai
button-contacts-request = Request Email adresas
button-contacts-no-id = Be ID
button-contact-login-on = Leisti užklausas
button-contact-login-off = Neleisti užklausų
button-contact-invoices-on = Siųsti sąskaitas
button-contact-invoices-off = Nesiųsti sąskaitų
button-contact-main-on = Padaryti pagrindiniu naudotoju
button-contact-main-off = Nebe pagrindinis naudotojas
button-contact-notices = Kas pranešama
button-contact-name = Keisti vardą
button-contact-telegram = Keisti Telegram ID
button-contact-email = Keisti el. paštą
button-contact-code = Nauja prisijungimo nuoroda
button-contact-remove = Pašalinti
button-contact-remove-yes = Taip, pašalinti
button-settings-current-on = Sekti dabartinę užklausą: taip
button-settings-current-off = Sekti dabartinę užklausą: ne

## menu

menu-new = Sukurti užklausą
menu-tickets = Užklausų sąrašas
menu-ticket = Parodyti užklausą: /ticket 12345
menu-close = Uždaryti užklausą: /close 12345
menu-reopen = Vėl atverti užklausą: /reopen 12345
menu-priority = Pakeisti prioritetą: /priority 12345 high
menu-hours = Ar dirbame? Darbo laikas ir šventės
menu-invoices = Jūsų įmonės sąskaitos
menu-invoice = Parodyti sąskaitą: /invoice 2026-00001
menu-contacts = Jūsų įmonės kontaktai ir adresai
menu-settings = Kalba ir kas jums pranešama
menu-plan = Jūsų palaikymo planas
menu-rates = Darbų kainos
menu-cancel = Atšaukti, kas nebaigta
menu-help = Ką aš moku
menu-queue = Visos atviros užklausos sprendimo tvarka
menu-take = Imti užklausą: /take 12345
menu-assign = Perduoti užklausą: /assign 12345 vardas
menu-reply = Atsakyti klientui: /reply 12345 tekstas
menu-note = Vidinė pastaba: /note 12345 tekstas
menu-resolve = Išspręsti užklausą: /resolve 12345
menu-log = Įrašyti laiką: /log 12345 1h30m tekstas
menu-why = Kodėl praleistas pažadas: /why 12345 tekstas
menu-stats = Mėnesio statistika: /stats 2026-11
menu-oncall = Kas budi; perimti: /oncall swap aš šeštadienį 18:00 sekmadienį 08:00

## connecting

link-connected = Successfully connected with our system
link-welcome-client = Prisijungėte kaip <b>{ $name }</b>, { $company }. Čia gausite atsakymus ir naujienas apie savo užklausas. Norėdami sukurti užklausą, tiesiog parašykite, kas neveikia; praverčia ekrano nuotrauka. Visa kita rodo /help.
link-welcome-client-invoices = Prisijungėte kaip <b>{ $name }</b>, { $company }. Čia gausite atsakymus ir naujienas apie savo užklausas, taip pat įmonės sąskaitas ir mokėjimus. Norėdami sukurti užklausą, tiesiog parašykite, kas neveikia; praverčia ekrano nuotrauka. Visa kita rodo /help.
link-welcome-finance = Prisijungėte kaip <b>{ $name }</b>, { $company }. Čia gausite įmonės sąskaitas ir mokėjimų pranešimus.
link-welcome-engineer = Prisijungėte kaip <b>{ $name }</b> ({ $role }). Čia gausite naujas ir jums priskirtas užklausas ir klientų žinutes. /queue rodo, kas atvira; norėdami atsakyti klientui, atsakykite į žinutę apie užklausą.
link-how-to = Tai mūsų klientų pagalbos tarnyba. Šio pokalbio dar nepažįstu.
    Kaip prisijungti: perduokite šį ID savo įmonės pagrindiniam naudotojui arba mūsų pagalbai, tada vėl siųskite /start: <code>{ $id }</code>
    Jei gavote vienkartinį kodą, tiesiog įklijuokite jį čia.
link-how-to-code = Tai mūsų klientų pagalbos tarnyba. Šio pokalbio dar nepažįstu.
    Kaip prisijungti: paprašykite savo įmonės pagrindinio naudotojo arba mūsų pagalbos vienkartinio kodo ir įklijuokite jį čia.
link-ended = Šis pokalbis nebesusietas su mūsų sistema. Jei tai klaida, kreipkitės į savo įmonės pagrindinį naudotoją arba mūsų pagalbą; vėl prisijungti galima su /start.

## helping

help-client = Parašykite, kas neveikia, viena ar keliomis žinutėmis, su ekrano nuotraukomis ar žurnalais: prieš sukurdamas parodysiu užklausą. Norėdami ką pridėti, atsakykite į bet kurią žinutę apie užklausą arba parašykite jos numerį, pavyzdžiui, „užklausa #12345“.
    Jūsų ištrinta žinutė lieka užklausoje; pataisyta pasikeičia ir ten, jei pokalbių programa man apie tai praneša.
help-finance = Jūsų įmonės sąskaitos ir mokėjimai čia ateina patys. Užklausas kuria kiti jūsų įmonės kontaktai.
help-engineer = Atsakykite į žinutę apie užklausą, ir klientas ją gaus. Vidinės pastabos: /note. Visa kita, ką čia parašysite, nepasieks nieko.
command-unknown = Nežinau komandos /{ $command }. Ką moku, rodo /help.
new-ask = Parašykite, kas neveikia, ko tikėjotės ir nuo kada. Praverčia ekrano nuotraukos ir žurnalai.
finance-hint = Šis pokalbis skirtas sąskaitoms ir mokėjimams. Dėl techninės problemos čia gali parašyti jūsų įmonės techniniai kontaktai, o prieigą jums gali suteikti pagrindinis naudotojas.

## draft

draft-title = <b>Nauja užklausa</b>, dar neišsiųsta
draft-summary = Pavadinimas: { $summary }
draft-no-summary = (parašykite, kas neveikia)
draft-priority = Prioritetas: { $priority }
draft-server = Serveris: { $server }
draft-server-open = dar nepasirinktas
draft-files = { $count ->
    [one] { $count } failas: { $files }
    [few] { $count } failai: { $files }
   *[other] { $count } failų: { $files }
}
draft-hint = Jei norite, pridėkite eilučių ar failų, tada spauskite <b>Sukurti užklausą</b>.
draft-hint-more = Kas nutiko, nuo kada, kokia klaida rodoma? Pridėkite eilučių ar failų, tada spauskite <b>Sukurti užklausą</b>.
draft-ask-summary = Kitoje žinutėje parašykite naują pavadinimą.
draft-confirm-blocker = <b>Blocker</b> reiškia: sistema neveikia arba veikia labai blogai, arba jūsų verslas sustojo. Mūsų inžinieriai kviečiami iškart, dieną ar naktį. Sukurti?
draft-cancelled = Atšaukta. Nieko nesukurta.
draft-cancelled-quoting = Atšaukta. Nieko nesukurta. Jūsų tekstas, jei prireiktų:
    <quote>{ $text }</quote>
draft-closed-created = Išsiųsta kaip užklausa <b>#{ $number }</b>.
draft-closed-added = Pridėta prie <b>#{ $number }</b>.
draft-closed-cancelled = Atšaukta.
draft-reminder = Jūsų užklausa dar neišsiųsta: aukščiau ji laukia, kol paspausite <b>Sukurti užklausą</b>. Saugosiu ją parą.
draft-dropped = Nebaigta užklausa atšaukta. Rašykite, kai tik mūsų prireiks.
draft-dropped-quoting = Nebaigta užklausa atšaukta. Jūsų tekstas, jei prireiktų:
    <quote>{ $text }</quote>
reopen-reminder = Jūsų žinutė laukia aukščiau: vėl atverti užklausą ar sukurti naują? Saugosiu ją parą.

## ticket

ticket-created = Užklausa <b>#{ $number }</b> sukurta: { $summary } ({ $priority }). Mūsų inžinieriai ją mato; atsakymas ateis čia. Ką parašysite per artimiausias minutes, bus pridėta prie jos.
ticket-created-blocker = Užklausa <b>#{ $number }</b> sukurta kaip <b>Blocker</b>: { $summary }. Mūsų inžinieriai jau kviečiami. Tuo metu pridėkite, ką žinote: nuo kada, kokie skambučiai, kas keista paskutinį kartą.
ticket-ask-server = Kurio serverio užklausa <b>#{ $number }</b>?
ticket-server-set = <b>#{ $number }</b>: serveris { $server }.
ticket-ask-priority = Užklausos <b>#{ $number }</b> prioritetas: { $priority }. Pakeisti į:
ticket-priority-set = Užklausos <b>#{ $number }</b> prioritetas dabar: { $priority }.
ticket-closed = Užklausa <b>#{ $number }</b> uždaryta. Ačiū. /reopen { $number } ją vėl atvers.
ticket-resolved = Užklausa <b>#{ $number }</b> išspręsta. Klientui pranešta.
ticket-reopened = Užklausa <b>#{ $number }</b> vėl atvira.
ticket-number-missing = Kuri užklausa? Po komandos parašykite jos numerį, pavyzdžiui, 12345.
ticket-which = Kuri užklausa?
ticket-none-ended = Baigtų užklausų nėra.
ticket-address = Jūsų inžinierius: <b>{ $engineer }</b>, { $address }
ticket-heading = <b>#{ $number }</b> { $summary }
ticket-facts = { $priority }, { $status }. Serveris: { $server }. Inžinierius: { $assignee }. Sukurta { $opened }, { $contact }.
ticket-facts-engineer = { $priority }, { $status }. { $company }, { $contact }. Serveris: { $server }. Inžinierius: { $assignee }. Sukurta { $opened }.
ticket-time = Įrašyta laiko: { $spent }
ticket-files = { $count ->
    [one] { $count } failas
    [few] { $count } failai
   *[other] { $count } failų
}
ticket-blocked = ⚠ { $name } užblokavo botą ir nemato, kas čia rašoma.
ticket-failures = { $count ->
    [one] ⚠ Nepavyko pristatyti { $count } žinutės apie šią užklausą.
    [few] ⚠ Nepavyko pristatyti { $count } žinučių apie šią užklausą.
   *[other] ⚠ Nepavyko pristatyti { $count } žinučių apie šią užklausą.
}
ticket-comment = <b>{ $author }</b>, { $when }:
    { $body }
ticket-note = 🔒 <b>{ $author }</b>, { $when } (vidinė):
    { $body }
comment-sensitive = (slapta informacija, saugoma užšifruota)
comment-files = { $count ->
    [one] ({ $count } failas)
    [few] ({ $count } failai)
   *[other] ({ $count } failų)
}
tickets-open = { $count ->
    [one] { $count } atvira užklausa:
    [few] { $count } atviros užklausos:
   *[other] { $count } atvirų užklausų:
}
tickets-none-open = Atvirų užklausų nėra.
tickets-none = Užklausų dar nėra. Parašykite, kas neveikia, ir ji bus sukurta.
tickets-ended = Paskutinės baigtos:
tickets-line = <b>#{ $number }</b> { $summary } — { $priority }, { $status }
tickets-engineer = { $count ->
    [one] Turite { $count } atvirą užklausą:
    [few] Turite { $count } atviras užklausas:
   *[other] Turite { $count } atvirų užklausų:
}
tickets-engineer-none = Atvirų užklausų neturite. Visas rodo /queue.
queue-open = { $count ->
    [one] { $count } atvira užklausa:
    [few] { $count } atviros užklausos:
   *[other] { $count } atvirų užklausų:
}
queue-open-none = Nieko atviro nėra.
queue-line = <b>#{ $number }</b> { $priority } · { $company } · { $summary } — { $assignee }

## choices as numbered lines

late-answer = { $count ->
    [one] Manęs nebuvo; tai atsakymas į { $count } žinutę, kuri manęs laukė.
    [few] Manęs nebuvo; tai atsakymas į { $count } žinutes, kurios manęs laukė.
   *[other] Manęs nebuvo; tai atsakymas į { $count } žinučių, kurios manęs laukė.
}
choice-stale = Pasirinkimo numeriu { $number } nėra. Dabar galite rinktis iš šių; tiks ir numeris, ir žodžiai:
choice-nothing = Numeriu { $number } dabar nėra ką pasirinkti. Parašykite keliais žodžiais, ko reikia; /help rodo, ką moku.

## follow-up

follow-up-added = Pridėta prie <b>#{ $number }</b> { $summary }
follow-up-current = → <b>#{ $number }</b>
follow-up-waiting = <b>#{ $number }</b> { $summary }. Ką norėtumėte pridėti? Kita jūsų žinutė bus pridėta prie jos.
follow-up-ended = Užklausa <b>#{ $number }</b> { $summary } jau { $status }. Vėl ją atverti su jūsų žinute ar sukurti naują?
follow-up-too-old = Užklausa <b>#{ $number }</b> baigta seniau nei prieš dvi savaites. Kuriu naują, kuri nurodys į ją.
follow-up-withdrawn = Atsieta nuo <b>#{ $number }</b>. Kam ji priklauso?
reopen-too-old = Užklausa <b>#{ $number }</b> baigta seniau nei prieš dvi savaites ir lieka uždaryta. Parašykite, kas neveikia, paminėkite #{ $number }, ir nauja užklausa nurodys į ją.

## engineers

engineer-hint = Tai nepasiekė nieko. Norėdami atsakyti klientui, atsakykite į žinutę apie užklausą arba rašykite /reply 12345 tekstas. Vidinė pastaba: /note 12345 tekstas.
engineer-taken = Užklausa <b>#{ $number }</b> dabar jūsų: { $summary }
engineer-assigned = Užklausą <b>#{ $number }</b> dabar turi { $engineer }.
engineer-assigned-away = Užklausą <b>#{ $number }</b> dabar turi { $engineer }, bet šiuo metu nedirba ir pranešimo negaus. Kas dirba, rodo /queue.
engineer-noted = Vidinė pastaba pridėta prie <b>#{ $number }</b>.
engineer-answer-ask = Kita jūsų žinutė bus išsiųsta užklausos <b>#{ $number }</b> klientui ({ $summary }). /cancel tai sustabdo.
engineer-answer-cancelled = Užklausos <b>#{ $number }</b> klientui nieko nesiunčiama.
engineer-answer-sent = { $count ->
    [one] <b>#{ $number }</b>: siunčiama { $count } kontaktui.
    [few] <b>#{ $number }</b>: siunčiama { $count } kontaktams.
   *[other] <b>#{ $number }</b>: siunčiama { $count } kontaktų.
}
engineer-answer-nobody = <b>#{ $number }</b>: atsakymas yra užklausoje, bet niekas iš kliento pusės neprisijungęs prie pokalbio. Praneškite jam kitaip.
engineer-answer-blocked = <b>#{ $number }</b>: atsakymas yra užklausoje, bet klientas užblokavo botą ir čia jo nematys. Praneškite jam kitaip.

## notices

notice-opened = Nauja užklausa <b>#{ $number }</b>, <b>{ $priority }</b>
    { $company }, { $contact }
    Serveris: { $server }
    <b>{ $summary }</b>

    { $description }
notice-assigned-engineer = Užklausa <b>#{ $number }</b> priskirta jums, <b>{ $priority }</b>
    { $company }, { $contact }
    Serveris: { $server }
    <b>{ $summary }</b>
notice-assigned = <b>#{ $number }</b>: užklausą sprendžia { $engineer }.
notice-assigned-address = <b>#{ $number }</b>: užklausą sprendžia { $engineer }. Pasiekti galite ir čia: { $address }.
notice-comment = <b>#{ $number }</b> <b>{ $author }</b>:
    { $body }
notice-comment-edited = <b>#{ $number }</b> <b>{ $author }</b> pataisė žinutę. Dabar joje rašoma:
    { $body }
notice-comment-files = <b>#{ $number }</b> <b>{ $author }</b> atsiuntė:
notice-comment-sensitive = <b>#{ $number }</b> <b>{ $author }</b> paliko slaptą informaciją. Ji saugoma užšifruota ir čia nerodoma.
notice-comment-withdrawn = <b>#{ $number }</b> { $author } atsiėmė paskutinę žinutę: ji buvo ne apie tai.
notice-note = 🔒 <b>#{ $number }</b> <b>{ $author }</b> (vidinė):
    { $body }
notice-open = <b>#{ $number }</b> { $summary }: darbas tęsiamas.
notice-waiting = <b>#{ $number }</b> { $summary }: laukiame jūsų atsakymo.
notice-resolved = Užklausa <b>#{ $number }</b> { $summary } išspręsta. Jei kas dar negerai, atsakykite į šią žinutę per 14 dienų.
notice-closed = Užklausa <b>#{ $number }</b> { $summary } uždaryta. Jei kas dar negerai, atsakykite į šią žinutę per 14 dienų.
notice-reopened = Užklausa <b>#{ $number }</b> { $summary } vėl atvira.
notice-priority = <b>#{ $number }</b> { $summary }: prioritetas dabar { $priority }.
notice-file-failed = <b>#{ $number }</b>: nepavyko gauti failo { $file }. Atsiųskite jį dar kartą.
notice-identity-conflict = Pokalbių programa sako, kad { $one } ir { $other } yra tas pats žmogus. Čia jie du ir lieka atskirai: kiekvieno prieiga nesikeičia. Jei tai vienas žmogus, atjunkite vieną ir prijunkite iš naujo nauju kodu.
notice-parked = Žinutės { $id } nepavyko apdoroti po penkių bandymų, ji laukia gautų žinučių eilėje. Daugiau rašoma žurnale.
files-caption = #{ $number }

## what is due

due-first-response = pirmas atsakymas iki { $when }, liko { $left }
due-next-response = kitas atsakymas iki { $when }, liko { $left }
due-resolution = sprendimas iki { $when }, liko { $left }
overdue-first-response = ⚠ pirmas atsakymas vėluoja { $left }, nuo { $when }
overdue-next-response = ⚠ kitas atsakymas vėluoja { $left }, nuo { $when }
overdue-resolution = ⚠ sprendimas vėluoja { $left }, nuo { $when }
card-due = { $kind ->
    [next-response] kitas atsakymas
   *[first-response] pirmas atsakymas
} iki { $when }, liko mažiau nei { $left }
card-due-soon = { $kind ->
    [next-response] kitas atsakymas
   *[first-response] pirmas atsakymas
} iki { $when }, liko mažiau nei valanda
card-overdue = ⚠ { $kind ->
    [next-response] kitas atsakymas
   *[first-response] pirmas atsakymas
} vėluoja daugiau nei { $left }, nuo { $when }
card-overdue-now = ⚠ { $kind ->
    [next-response] kitas atsakymas
   *[first-response] pirmas atsakymas
} vėluoja nuo { $when }
ticket-plan = Planas: { $plan }
ticket-plan-none = Galiojančio plano nėra
queue-next = Artimiausias terminas: <b>#{ $number }</b> { $due }
warning-average = ⏰ <b>#{ $number }</b> <b>{ $priority }</b>: laukiama ilgiau, nei plane įprasta atsakyti.
warning-half = ⏰ <b>#{ $number }</b> <b>{ $priority }</b>: praėjo pusė pažadėto laiko.
warning-three-quarters = ⏰ <b>#{ $number }</b> <b>{ $priority }</b>: praėjo trys ketvirtadaliai pažadėto laiko.
warning-due = 🔴 <b>#{ $number }</b> <b>{ $priority }</b>: pažadėtas laikas baigėsi.
warning-overdue = 🔴 <b>#{ $number }</b> <b>{ $priority }</b> vis dar vėluoja.
warning-ticket = { $company }, { $assignee }
    { $summary }

## on call

notice-blocker-call = 🚨 <b>Blocker</b> <b>#{ $number }</b>, { $call } kvietimas
    { $company }, { $contact }
    Serveris: { $server }
    <b>{ $summary }</b>

    { $description }

    Kviečiama nuo { $since } ir kas 5 minutes iš naujo, kol kas nors imsis.
notice-blocker-had = <b>#{ $number }</b>: imasi { $engineer }. Jūsų dabar nebereikia.
notice-blocker-has = <b>#{ $number }</b>: užklausos ėmėsi { $engineer }.
notice-blocker-has-address = <b>#{ $number }</b>: užklausos ėmėsi { $engineer }. Pasiekti galite ir čia: { $address }.
notice-blocker-over = <b>#{ $number }</b> nebėra atviras Blocker. Jūsų dabar nebereikia.
blocker-yours = Užklausa <b>#{ $number }</b> dabar jūsų: { $summary }. Daugiau nekviečiama, klientas žino, kad ėmėtės.
blocker-calling = 🚨 { $calls ->
    [one] Nuo { $since } kviesta { $calls } kartą, dar niekas neatsiliepė.
    [few] Nuo { $since } kviesta { $calls } kartus, dar niekas neatsiliepė.
   *[other] Nuo { $since } kviesta { $calls } kartų, dar niekas neatsiliepė.
}
blocker-acknowledged = { $engineer } ėmėsi { $when }.
oncall-now = <b>Dabar budi</b>
oncall-rung-1 = pirmas
oncall-rung-2 = antras
oncall-line = { $rung }: <b>{ $engineer }</b>
oncall-line-next = { $rung }: <b>{ $engineer }</b>, iki { $until }; paskui { $next }
oncall-nobody = niekas
oncall-gaps = Pirmo budinčio nėra, todėl Blocker kviečia antrą arba visus inžinierius:
oncall-gap = { $from } – { $to }
oncall-how = Norėdami perimti budėjimą: /oncall swap aš šeštadienį 18:00 sekmadienį 08:00. Vietoj „aš“ galite rašyti kolegos vardą, o 2 gale reiškia antrą budintį.
oncall-swapped = Budi { $engineer } ({ $rung }): { $from } – { $to }.
oncall-taken-back = Pakeitimas atšauktas. Kas budi, rodo /oncall.
oncall-yours = Iki tol ir taip budite jūs.
oncall-fault-form = Parašykite kas ir nuo kada iki kada: /oncall swap asta šeštadienį 18:00 sekmadienį 08:00. Diena gali būti ir šiandien, rytoj, 28.11 arba 2026-11-28.
oncall-fault-day = „{ $word }“ nėra tokios dienos. Rašykite, pavyzdžiui, šeštadienį, rytoj, 28.11 arba 2026-11-28.
oncall-fault-time = „{ $word }“ nėra toks laikas. Rašykite, pavyzdžiui, 18:00.
oncall-fault-reversed = Baigtųsi anksčiau, nei prasideda: { $from } – { $to }.
oncall-fault-past = Tai jau praėjo: { $from } – { $to }.
oncall-fault-too-long = Tai ilgiau nei ketvirtis metų: { $from } – { $to }. Tokiam laikui geriau tinka budėjimo taisyklė.
notice-on-call-swap = Budi { $engineer } ({ $rung }): { $from } – { $to }.
notice-on-call-swap-ended = { $engineer } vis dėlto nebudi ({ $rung }): { $from } – { $to }. Vėl galioja grafikas.

## files and notes

file-too-large = Failas { $file } didesnis, nei čia galiu gauti. Suglaudinkite jį, iškirpkite reikiamą laiko tarpą iš žurnalo arba atsiųskite nuorodą.
note-file-refused = (failas per didelis, negautas: { $file })
note-location = 📍 { $place }
note-contact = 👤 { $name }, { $phone }
note-forwarded = Persiųsta nuo { $from }:
note-unsupported = (nepalaikomas turinys: { $what })
note-deleted = (šią žinutę atšaukė)

## promises and prices

promise-at-once = iškart
promise-working-minutes = per { $count } darbo min.
promise-working-hours = per { $count } darbo val.
promise-working-days = { $count ->
    [one] per { $count } darbo dieną
    [few] per { $count } darbo dienas
   *[other] per { $count } darbo dienų
}
promise-plain-minutes = per { $count } min., 24/7
promise-plain-hours = per { $count } val., 24/7
price-per-hour = { $amount } už val.
price-per-request = { $amount } už prašymą
price-full-hours = { $amount } už val., pilnomis valandomis
price-minutes = { $amount } už val., minučių tikslumu
price-task = { $amount }
price-server = { $amount } už serverį
price-case-by-case = sutariama atskirai
price-none = neteikiama
draft-priority-promised = Prioritetas: { $priority }, pirmas atsakymas { $promise }
draft-price = Be galiojančio plano darbas kainuoja { $price }. Jis pradedamas tik jums sutikus.
draft-case-by-case = Be galiojančio plano kaina su jumis sutariama prieš pradedant darbą.
draft-confirm-blocker-hours = <b>Blocker</b> reiškia: sistema neveikia arba veikia labai blogai, arba jūsų verslas sustojo. Inžinieriams pranešama dabar, o dirbama darbo metu. Sukurti?
button-promised = { $word }: atsakymas { $promise }
receipt-due = Pirmas atsakymas iki { $when }.
receipt-at-once = Jums atsakoma iškart.
receipt-closed = Pradėsime dirbti { $opens }, tada prasidės jūsų laikas: pirmas atsakymas iki { $when }.
receipt-outage = Jei neveikia viskas, rinkitės Blocker, dieną ar naktį: /priority { $number } blocker
receipt-price = Galiojančio palaikymo plano neturite: šios užklausos darbas kainuoja { $price } ir pradedamas jums sutikus. Mūsų klaidas taisome nemokamai.
receipt-case-by-case = Galiojančio palaikymo plano neturite: kaina su jumis sutariama prieš pradedant darbą. Mūsų klaidas taisome nemokamai.
receipt-unsupported = Beje, { $server } versija yra { $version }. Oficialiai palaikomos { $supported }. Padėsime, kiek galėsime; gal padės ir atnaujinimas.
button-agree = I agree (sutinku): { $price }
consent-given = Ačiū. <b>#{ $number }</b>: sutikote su kaina { $price }. Inžinieriams pranešta, jie gali pradėti.
consent-given-before = <b>#{ $number }</b>: { $contact } jau sutiko su kaina { $price }, { $when }. Nieko daugiau nereikia.
consent-changed = <b>#{ $number }</b>: kaina pasikeitė, dabar { $price }. Darbas pradedamas jums sutikus.
consent-not-needed = <b>#{ $number }</b>: sutikimo čia nereikia.
ticket-created-blocker-hours = Užklausa <b>#{ $number }</b> sukurta kaip <b>Blocker</b>: { $summary }. Mūsų inžinieriai ją mato ir dirba darbo metu. Tuo metu pridėkite, ką žinote: nuo kada, kokie skambučiai, kas keista paskutinį kartą.
ticket-answer-by = Jums atsakys iki { $when }.
ticket-answer-late = Atsakyti vėluojame, atsiprašome. Inžinieriams tai priminta.
ticket-price = Galiojančio plano nėra: darbas kainuoja { $price } ir pradedamas jums sutikus.
ticket-price-engineer = ⚠ Galiojančio plano nėra, su kaina { $price } dar nesutikta: darbas pradedamas klientui sutikus.
ticket-agreed = { $contact } sutiko su kaina { $price }, { $when }.
ticket-case-by-case = Galiojančio plano nėra: kaina sutariama atskirai prieš pradedant darbą.
server-unsupported = { $server } ⚠ palaikomos versijos: { $supported }
notice-consent = <b>#{ $number }</b>: { $contact } sutiko su kaina { $price }. Galima pradėti darbą.

## hours, plan, rates

hours-open = <b>Dirbame</b> iki { $closes }.
hours-closed = <b>Dabar nedirbame</b>, pradėsime { $opens }.
hours-week = Darbo laikas ({ $place }):
hours-days = { $days }: { $windows }
hours-blocker-plan = Į jūsų Blocker užklausas atsakome dieną ir naktį.
hours-blocker = Į Blocker užklausas įmonių, turinčių galiojantį planą, atsakome dieną ir naktį.
hours-holidays = Artimiausios šventės:
hours-holiday = { $day }: { $name }
hours-closed-day = { $day }: nedirbame
plan-title = Jūsų planas: <b>{ $plan }</b> ({ $title }), iki { $until }
plan-title-open = Jūsų planas: <b>{ $plan }</b> ({ $title }), neterminuotas.
plan-answers = Atsakymai į užklausas:
plan-answer = { $priorities }: { $promise }
plan-answer-average = { $priorities }: { $promise }, vidutiniškai per { $average }
plan-channels = Be užklausų: { $channels }.
plan-quotas = Įskaičiuotas darbas:
plan-quota-support-month = { $count ->
    [one] { $count } prašymas, { $hours } val. per mėnesį (1 ir 2 lygiai)
    [few] { $count } prašymai, { $hours } val. per mėnesį (1 ir 2 lygiai)
   *[other] { $count } prašymų, { $hours } val. per mėnesį (1 ir 2 lygiai)
}
plan-quota-support-period = { $count ->
    [one] { $count } prašymas, { $hours } val. per visą laikotarpį (1 ir 2 lygiai)
    [few] { $count } prašymai, { $hours } val. per visą laikotarpį (1 ir 2 lygiai)
   *[other] { $count } prašymų, { $hours } val. per visą laikotarpį (1 ir 2 lygiai)
}
plan-quota-first-month = { $count ->
    [one] { $count } prašymas, { $hours } val. per mėnesį (1 lygis)
    [few] { $count } prašymai, { $hours } val. per mėnesį (1 lygis)
   *[other] { $count } prašymų, { $hours } val. per mėnesį (1 lygis)
}
plan-quota-first-period = { $count ->
    [one] { $count } prašymas, { $hours } val. per visą laikotarpį (1 lygis)
    [few] { $count } prašymai, { $hours } val. per visą laikotarpį (1 lygis)
   *[other] { $count } prašymų, { $hours } val. per visą laikotarpį (1 lygis)
}
plan-quota-development-month = { $count ->
    [one] { $count } prašymas, { $hours } val. per mėnesį (3 lygis, programavimas)
    [few] { $count } prašymai, { $hours } val. per mėnesį (3 lygis, programavimas)
   *[other] { $count } prašymų, { $hours } val. per mėnesį (3 lygis, programavimas)
}
plan-quota-development-period = { $count ->
    [one] { $count } prašymas, { $hours } val. per visą laikotarpį (3 lygis, programavimas)
    [few] { $count } prašymai, { $hours } val. per visą laikotarpį (3 lygis, programavimas)
   *[other] { $count } prašymų, { $hours } val. per visą laikotarpį (3 lygis, programavimas)
}
plan-included = Įskaičiuota:
plan-not-included = <b>Neįskaičiuota į { $plan }</b>
plan-priced = <b>{ $price }</b>: { $items }
plan-never = <b>Neatliekama jokia kaina</b>: { $items }
plan-none = Galiojančio palaikymo plano neturite. Užklausų vis tiek laukiame: darbas kainuoja { $price } ir pradedamas jums sutikus. Visas kainas rodo /rates.
plan-none-case-by-case = Galiojančio palaikymo plano neturite. Užklausų vis tiek laukiame: kaina sutariama prieš pradedant darbą. Kas žinoma, rodo /rates.
rates-title = <b>Kainos</b>, { $title }
rates-line = { $work }: { $price }
rates-incident-support = Prašymas ne pagal paketą, 1 ir 2 lygiai, iki { $hours } val.: { $amount }
rates-incident-development = Prašymas ne pagal paketą, programavimas, iki { $hours } val.: { $amount }
rates-plan = Tai, kas įskaičiuota į jūsų planą { $plan }, papildomai nekainuoja; rodo /plan. Mūsų klaidas taisome nemokamai.
rates-no-plan = Darbas be plano pradedamas jums sutikus su kaina. Mūsų klaidas taisome nemokamai.

## contacts, kept by the main user

contacts-title = <b>{ $company }</b>: jūsų kontaktai
contacts-line = { $name }: { $rights }
contacts-more = … ir dar. Kitus rasite parašę /contacts ir dalį vardo.
contacts-nobody = Kontakto „{ $word }“ nėra.
contacts-emails = Palaikymo pranešimai el. paštu: { $emails }
contacts-request = Kūrimo užsakymai (Request Email): { $email }
contacts-none = nėra
contact-title = <b>{ $name }</b>
contact-email = El. paštas: { $email }
contact-telegram = Telegram ID: { $id }
contact-connected = Prisijungęs prie šio boto.
contact-blocked = ⚠ Prisijungęs, bet užblokavo botą ir nieko nemato.
contact-not-connected = Dar neprisijungęs.
contact-rights = Gali: { $rights }
right-main = pagrindinis naudotojas
right-tickets = užklausos
right-invoices = sąskaitos
right-none = dar nieko
contact-notices = <b>{ $name }</b> gauna:
contact-removal = Pašalinti <b>{ $name }</b>? Pokalbis bus tuoj pat atjungtas, ir daugiau niekas nebus pranešama. Kas parašyta, lieka užklausose.
contact-removed = <b>{ $name }</b> jau nebe kontaktas, pokalbis atjungtas. Kas parašyta, lieka užklausose.
contact-added = Kontaktas <b>{ $name }</b> pridėtas.
contact-code = Perduokite kontaktui <b>{ $name }</b>: { $link }
    Nuoroda prijungia vieną pokalbį, vieną kartą, per 15 minučių. Patys jos neatverkite: ji prijungtų jūsų pokalbį prie to kontakto.
contact-ask-name = Koks naujo kontakto vardas? /cancel sustabdo.
contact-ask-rename = Kaip vadinti kontaktą <b>{ $name }</b>? /cancel sustabdo.
contact-ask-id = <b>{ $name }</b>: koks Telegram ID ar @vardas? Savo ID žmogus pamato parašęs mūsų botui per „Telegram“. Be jo prisijungiama per nuorodą.
contact-ask-telegram = <b>{ $name }</b>: koks Telegram ID ar @vardas? Kitoks nei dabar atjungia pokalbį. Brūkšnys (-) jį ištrina, /cancel sustabdo.
contact-ask-email = <b>{ $name }</b>: koks el. pašto adresas? Brūkšnys (-) jį ištrina, /cancel sustabdo.
contacts-ask-emails = Parašykite palaikymo pranešimų adresus, daugiausia keturis, su tarpais. Brūkšnys (-) juos ištrina, /cancel sustabdo.
contacts-ask-request = Parašykite kūrimo užsakymų adresą. Brūkšnys (-) jį ištrina, /cancel sustabdo.
contacts-fault-name = Vardas yra viena eilutė, iki 200 ženklų. Parašykite dar kartą.
contacts-fault-telegram = „{ $word }“ nėra nei Telegram ID (skaitmenys), nei @vardas. Parašykite dar kartą.
contacts-fault-email = „{ $word }“ nėra el. pašto adresas. Parašykite dar kartą.
contacts-fault-emails = Laikome daugiausia keturis adresus. Parašykite dar kartą.
contacts-taken = Šio ID čia naudoti negalima. Patikrinkite jį arba paklauskite mūsų pagalbos.
contacts-stopped = Niekas nepakeista.
contacts-unfinished = Čia yra nebaigta užklausa. Pirma išsiųskite ją arba /cancel.
refusal-last-main-user = Jūsų įmonei reikia pagrindinio naudotojo. Pirma paskirkite kitą.

## settings

settings-title = <b>Jūsų nustatymai</b>
settings-language = Kalba: { $language }
settings-told = Jums pranešama:
settings-on = ✅ { $group }
settings-off = ▫ { $group }: išjungta
settings-fixed = 🔒 { $group }: pranešama visada
settings-current-on = Ką parašote netrukus po žinutės apie užklausą, pridedama prie jos savaime.
settings-current-off = Ką parašote, pridedama prie užklausos tik atsakius į jos žinutę arba parašius jos numerį.
language-en = anglų
language-lt = lietuvių
notice-group-answers = atsakymai į jūsų užklausas
notice-group-status = užklausa išspręsta, uždaryta ar laukia
notice-group-assigned = kas dirba su užklausa
notice-group-priority = prioriteto pakeitimai
notice-group-invoices = naujos sąskaitos
notice-group-payments = gauti mokėjimai
notice-group-work = kas vyksta jūsų užklausose
notice-group-calls = Blocker kvietimai ir budėjimai
notice-group-digests = kas laukė per jūsų ramybės valandas
notice-group-opened = naujos užklausos (Blocker visada)
notice-group-warnings = įspėjimai dėl atsakymų terminų
notice-group-handOvers = išvykstančių kolegų užklausos
notice-group-consents = klientai, sutikę su kaina
follow-up-here = <b>#{ $number }</b> { $summary }. Norėdami pridėti, atsakykite į šią žinutę.
receipt-reply = Norėdami pridėti, atsakykite į šią žinutę arba parašykite #{ $number }.
ticket-created-alone = Užklausa <b>#{ $number }</b> sukurta: { $summary } ({ $priority }). Mūsų inžinieriai ją mato; atsakymas ateis čia.

## statistics

stats-title = <b>{ $month }</b>
stats-title-so-far = <b>{ $month }</b>, iki šiol
stats-month-unknown = Kurio mėnesio? Pavyzdžiui, /stats { $month }; vien /stats rodo šį mėnesį.
stats-volumes = Užklausos: gauta <b>{ $opened }</b>, baigta { $ended }, atvirų { $open }.
stats-priority = { $priority }: gauta { $opened }, baigta { $ended }, atvirų { $open }
stats-first = Pirmas atsakymas: vidutiniškai <b>{ $average }</b>, pusė per { $median }, devyni iš dešimties per { $most } (atsakyta { $answered }).
stats-first-none = Pirmas atsakymas: dar nėra nė vieno.
stats-next = Tolesni atsakymai: vidutiniškai <b>{ $average }</b>, pusė per { $median }, devyni iš dešimties per { $most } (atsakyta { $answered }).
stats-next-none = Tolesni atsakymai: dar nėra nė vieno.
stats-kept = Pažadų įvykdyta: <b>{ $share }</b>, praleista { $missed }.
stats-kept-none = Pažadai: nė vieno termino nebuvo.
stats-open = Užklausa vidutiniškai buvo atvira { $open }, iš jų { $waiting } laukta kliento.
stats-by-plan = Pagal planą:
stats-by-engineer = Pagal inžinierių, kuris turi užklausą:
stats-by-company = Pagal įmonę:
stats-before-plans = iki planų
stats-line = <b>{ $name }</b>: { $figures }
stats-part-opened = { $count ->
    [one] { $count } užklausa
    [few] { $count } užklausos
   *[other] { $count } užklausų
}
stats-part-first = pirmas atsakymas { $average }
stats-part-first-plan = pirmas atsakymas { $average } (plane { $plan })
stats-part-kept = įvykdyta { $share }
stats-more = ir dar { $count }
stats-missed = Praleisti pažadai:
stats-missed-late = <b>#{ $number }</b> { $what }, pavėluota { $late }
stats-missed-open = <b>#{ $number }</b> { $what }, vėluojama { $late } ir dar nepadaryta
stats-missed-reason = <b>#{ $number }</b> { $what }, pavėluota { $late }: { $reason }
stats-missed-why = Priežastį galima parašyti: /why 12345 tekstas
stats-clock-first-response = pirmas atsakymas
stats-clock-next-response = tolesnis atsakymas
stats-clock-resolution = sprendimas
stats-note = Atsakymų trukmė skaičiuojama darbo valandomis; kur pažadas galioja dieną ir naktį, visomis valandomis. Kiek užklausa buvo atvira, skaičiuojama visomis valandomis.
stats-picture-title = Naujos užklausos ir pirmi atsakymai pagal savaites
stats-picture-opened = Naujos užklausos
stats-picture-minutes = Pirmas atsakymas, mediana, min.
stats-picture-caption = Naujos užklausos ir pirmi atsakymai pagal savaites; mėnesį žodžiais aprašo tekstas aukščiau.
why-ask = Priežastį parašykite po numerio: /why { $number } tekstas
why-nothing = <b>#{ $number }</b>: pažadų čia nepraleista.
why-noted = <b>#{ $number }</b>: priežastis įrašyta ir matoma statistikoje.

## engineer's comfort: rest, suggestions, saved replies, waiting

menu-quiet = Ramybės valandos: /quiet 22:00-07:00, /quiet off
menu-away = Nebūsiu, perduoti užklausas: /away iki pirm 08:00
menu-back = Grįžau
menu-saved = Išsaugoti atsakymai: /saved 12345
menu-waiting = Paklausti kliento ir laukti: /waiting 12345 tekstas
button-give = Skirti: { $engineer }
button-give-number = #{ $number } → { $engineer }
button-take-number = Imu #{ $number }
suggested = Siūlomas (-a): <b>{ $engineer }</b>
suggested-you = Siūlome <b>jums</b>
suggested-in-queue = siūlome: { $engineer }
suggested-in-queue-away = { $engineer } (nėra)
engineer-given = Užklausa <b>#{ $number }</b> dabar priklauso: { $engineer }. { $summary }
quiet-now = Jūsų ramybės valandos: <b>{ $hours }</b>. Įprasti pranešimai palaukia jų pabaigos ir ateina viena žinute; blokuojančių užklausų iškvietimai ateina iš karto.
    Pakeisti: /quiet 22:00-07:00. Išjungti: /quiet off.
quiet-none = Ramybės valandų neturite: pranešimai ateina iš karto. Su /quiet 22:00-07:00 jie palauktų ir ateitų viena žinute; blokuojančių užklausų iškvietimai ateina iš karto.
quiet-set = Ramybės valandos: <b>{ $hours }</b> Vilniaus laiku. Įprasti pranešimai palauks jų pabaigos ir ateis viena žinute; blokuojančių užklausų iškvietimai ateis iš karto.
quiet-off = Ramybės valandos išjungtos. Kas laukė, ateina dabar.
quiet-form = Rašykite taip: /quiet 22:00-07:00 arba /quiet off.
away-set = Jūsų nėra iki <b>{ $until }</b>. Niekas netrukdys, ir užklausų jums nesiūlysime. Grįžus: /back.
away-set-open = Jūsų nėra. Niekas netrukdys, ir užklausų jums nesiūlysime. Grįžus: /back.
away-tickets = { $count ->
    [one] { $count } jūsų atvira užklausa ir kas galėtų jos imtis:
    [few] { $count } jūsų atviros užklausos ir kas galėtų jų imtis:
   *[other] { $count } jūsų atvirų užklausų ir kas galėtų jų imtis:
}
away-tickets-none = Atvirų užklausų neturite: perduoti nėra ko.
away-shift = ⚠ Budite ({ $rung }) nuo { $from }. Kas nors turi jus pakeisti: /oncall swap vardas { $example }
away-fault-form = Parašykite, iki kada: /away iki pirmadienio 08:00. Tinka ir rytoj, 28.11 arba 2026-11-28; vien /away galioja iki /back.
away-fault-day = „{ $word }“ – tokios dienos nėra. Rašykite, pavyzdžiui, pirmadienis, rytoj, 28.11 arba 2026-11-28.
away-fault-time = „{ $word }“ – tokio laiko nėra. Rašykite, pavyzdžiui, 08:00.
away-fault-past = Tas laikas jau praėjo.
away-fault-long = Tai ilgiau nei metai. Vien /away galioja, kol parašysite /back.
back-set = Sveiki sugrįžę. Vėl girdėsite apie viską.
back-tickets = { $count ->
    [one] Turite { $count } atvirą užklausą:
    [few] Turite { $count } atviras užklausas:
   *[other] Turite { $count } atvirų užklausų:
}
rest-ticket = <b>#{ $number }</b> { $priority } · { $summary }
rest-ticket-suggested = <b>#{ $number }</b> { $priority } · { $summary } → { $engineer }
notice-hand-over = { $engineer } nedirba iki { $until }. Siūlome jums imtis:
notice-hand-over-open = { $engineer } šiuo metu nedirba. Siūlome jums imtis:
digest-title = { $count ->
    [one] Ramybės valandos baigėsi. Laukė { $count } pranešimas:
    [few] Ramybės valandos baigėsi. Laukė { $count } pranešimai:
   *[other] Ramybės valandos baigėsi. Laukė { $count } pranešimų:
}
digest-ticket = <b>#{ $number }</b> { $priority } · { $summary }: { $happened }. Dabar: { $status }, { $assignee }.
digest-more = { $count ->
    [one] ir dar { $count } užklausa; visas rodo /queue.
    [few] ir dar { $count } užklausos; visas rodo /queue.
   *[other] ir dar { $count } užklausų; visas rodo /queue.
}
digest-opened = nauja
digest-assigned = skirta jums
digest-comments = { $count ->
    [one] { $count } komentaras
    [few] { $count } komentarai
   *[other] { $count } komentarų
}
digest-status = pasikeitė būsena
digest-priority = pasikeitė prioritetas
digest-warnings = { $count ->
    [one] { $count } įspėjimas
    [few] { $count } įspėjimai
   *[other] { $count } įspėjimų
}
digest-other = { $count ->
    [one] { $count } kitas pranešimas
    [few] { $count } kiti pranešimai
   *[other] { $count } kitų pranešimų
}
saved-none = Išsaugotų atsakymų dar nėra. Pridėkite: /saved add sveiki Sveiki, { $placeholders }, jau žiūrime.
saved-list = Išsaugoti atsakymai. Su užklausos numeriu jie rodomi užpildyti, kiekvienas su siuntimo mygtuku: /saved 12345
saved-for = <b>#{ $number }</b>, kam: { $client }. Mygtukas išsiunčia klientui tai, ką matote.
saved-for-nobody = <b>#{ $number }</b>. Mygtukas įrašo į užklausą tai, ką matote.
saved-line = <b>{ $name }</b> ({ $languages }): { $text }
saved-filled = <b>{ $name }</b>: { $text }
saved-filled-fallback = <b>{ $name }</b>, kalba: { $language }, nes teksto kalba „{ $wanted }“ nėra: { $text }
saved-how = /saved add pavadinimas tekstas, /saved change pavadinimas tekstas, /saved remove pavadinimas; kalbai nurodyti prieš tekstą rašykite { $languages }. Užsipildo savaime: { $placeholders }
saved-more = Yra ir daugiau; pagal pavadinimą: /saved { $number } pavadinimas
saved-fallback = Atsakymo „{ $name }“ kalba „{ $wanted }“ nėra, todėl išsiųsta kita kalba: { $language }.
saved-sent-before = <b>#{ $number }</b>: tai jau išsiųsta. /saved { $number } pasiūlys dar kartą.
saved-added = „{ $name }“ išsaugota, kalba: { $language }.
saved-changed = „{ $name }“ (kalba: { $language }) dabar skamba taip:
    { $text }
saved-removed = „{ $name }“ (kalba: { $language }) pašalinta. Buvo parašyta:
    { $text }
saved-unknown = Išsaugoto atsakymo „{ $name }“ nėra. Visus rodo /saved.
saved-there-already = „{ $name }“ (kalba: { $language }) jau yra. Pakeisti: /saved change { $name } tekstas
saved-name-wrong = Pavadinimas – vienas žodis iš raidžių ir skaitmenų, iki 30 ženklų: /saved add sveiki Sveiki, jau žiūrime.
saved-text-missing = Po pavadinimo parašykite tekstą: /saved add { $name } Sveiki, jau žiūrime.
saved-text-long = Tekstas per ilgas: galima išsaugoti iki 3000 ženklų.
saved-placeholders-unknown = Nežinome, ką įrašyti vietoj { $words }. Galima: { $placeholders }
waiting-set = <b>#{ $number }</b>: klausimas išsiųstas, užklausa laukia kliento.
stale-ticket-draft = Tai jau užklausa <b>#{ $number }</b>.
stale-draft-over = Šio juodraščio nebėra. Jo tekstą grąžinome aukščiau; rašykite, kai tik prireiks.
stale-question-over = Šis klausimas nebeaktualus. Parašykite, kas negerai, arba užklausos numerį, ir tęsime.
stale-comment-back = Ta žinutė jau nuimta nuo užklausos.
refusal-engineer-away = { $engineer } šiuo metu nedirba. /queue rodo, kas dar galėtų imtis.

## refusals

message-parked = Nepavyko apdoroti paskutinės jūsų žinutės. Ji išsaugota, ir mūsų administratoriai apie tai žino. Jei skubu, parašykite ją dar kartą kitais žodžiais.
refusal-ticket-not-found = Tarp jūsų užklausų nerandu #{ $number }. Jas rodo /tickets.
refusal-ticket-ended = Užklausa #{ $number } nebeatvira. /reopen { $number } ją vėl atvers.
refusal-ticket-not-ended = Užklausa #{ $number } jau atvira.
refusal-already-taken = Užklausą #{ $number } jau paėmė { $engineer }.
refusal-already-assigned = Šis inžinierius užklausą jau turi.
refusal-engineer-not-found = Nepažįstu inžinieriaus „{ $name }“. Yra: { $names }.
refusal-engineer-ambiguous = „{ $name }“ tinka keliems: { $names }. Parašykite daugiau vardo.
refusal-not-allowed = Tai ne šiam pokalbiui.
refusal-code-invalid = Šis kodas neveikia: gal jau panaudotas arba senesnis nei 15 minučių. Paprašykite naujo arba perduokite šį ID savo įmonės pagrindiniam naudotojui ar mūsų pagalbai, tada siųskite /start: <code>{ $id }</code>
refusal-code-invalid-alone = Šis kodas neveikia: gal jau panaudotas arba senesnis nei 15 minučių. Naujo paprašykite savo įmonės pagrindinio naudotojo arba mūsų pagalbos.
refusal-nothing-to-bill = Nėra už ką išrašyti sąskaitos.
refusal-code-attempts = Per daug neteisingų kodų. Pabandykite po valandos su nauju.
refusal-summary-missing = Pirmiausia parašykite eilutę apie tai, kas neveikia.
refusal-text-missing = Po numerio parašykite tekstą: /note { $number } tekstas
refusal-nothing-to-cancel = Čia nėra nieko nebaigto.
refusal-stale-button = Šis mygtukas iš seniau ir nieko nebedaro.
refusal-reason-missing = Mažesniam prioritetui reikia priežasties. Parašykite ją gale: /priority 12345 low priežastis
refusal-not-found = To nebėra.
refusal-invalid = Taip padaryti negalima.
refusal-conflict = Tuo metu tai pasikeitė. Pažiūrėkite dar kartą.

## inžinierių grupė: kiekvienai užklausai – tema

room-title = { $state }{ $mark } #{ $number } { $company }: { $summary }
room-state-new = 🆕
room-state-taken = 🔧
room-state-waiting = ⏳
room-state-ended = ✅
room-mark-blocker = 🟥
room-mark-high = 🟧
room-mark-medium = 🟨
room-mark-low = 🟦
room-status-open = atvira
room-status-waiting = laukia kliento
room-status-resolved = išspręsta
room-status-closed = uždaryta
room-card = { $mark } <b>#{ $number }</b> { $summary }
    <b>{ $priority }</b>, { $status }, { $assignee }
    { $company }, { $contact }
    Serveris: { $server }
room-rule = <i>Ką čia parašote, lieka viduje. Atsakymas į kliento žinutę arba /reply keliauja klientui.</i>
room-new = { $mark } Nauja: <b>#{ $number }</b> { $company }, { $contact }
    { $summary }
contact-room-title = { $state } #{ $number } { $summary }
contact-room-open = 💬
contact-room-ended = ✅
room-history = Ši tema buvo ištrinta, o užklausa tęsiasi: atidaryta { $opened }, { $comments ->
    [0] nuo to laiko nieko neparašyta.
    [one] joje { $comments } komentaras.
    [few] joje { $comments } komentarai.
   *[other] joje { $comments } komentarų.
} Naujausius parodys /ticket { $number }.
room-client = 💬 <b>{ $author }</b>:
    { $body }
room-answered = ➡️ <b>{ $author }</b> klientui:
    { $body }
room-noted = 🔒 <b>{ $author }</b> (viduje):
    { $body }
room-changed = ✏️ <b>{ $author }</b> pakeitė žinutę. Dabar joje rašoma:
    { $body }
room-sensitive = <b>{ $author }</b> paliko slaptos informacijos. Ji saugoma užšifruota ir čia nerodoma.
room-files = <b>{ $author }</b> atsiuntė:
room-ask = ❓ Atsakykite į šią žinutę savo klausimu. Jis keliaus klientui, o <b>#{ $number }</b> lauks atsakymo.
room-answer = ➡️ Atsakykite į šią žinutę. Atsakymas keliaus užklausos <b>#{ $number }</b> klientui.
room-hand-over = Kas perims <b>#{ $number }</b>?
room-failed = ⚠️ { $contact } negavo jūsų žinutės: { $reason }.
room-failed-blocked = botas ten užblokuotas
room-failed-closed = ten dabar rašyti negalima
room-failed-never = pokalbių programa jos nepriėmė ({ $reason })
room-retried = Dar kartą išsiųsta: { $contact }.
button-saved = Išsaugoti atsakymai
room-merged = Į šią užklausą įjungta <b>#{ $from }</b>.
room-withdrawn = <b>{ $author }</b> atsiėmė žinutę: ji buvo ne apie tai.
button-hand-over = Perduoti
button-ask-client = Klausti kliento
button-waiting = Laukia
button-go-on = Tęsti
button-set-priority = Prioritetas
button-resolve = Išspręsta
button-log = Laikas
button-retry = Siųsti dar kartą

## įrašytas laikas

log-ask = Kiek laiko užtruko <b>#{ $number }</b>? Spauskite arba parašykite: /log { $number } 1h30m kas padaryta
log-ask-more = <b>#{ $number }</b> jau įrašyta { $spent }. Kiek dar? Spauskite arba parašykite: /log { $number } 1h30m kas padaryta
log-done = <b>#{ $number }</b>: įrašyta { $spent }, iš viso { $all }
log-logged-already = Tai jau įrašyta. Jei prie <b>#{ $number }</b> dirbote dar, parašykite: /log { $number } 15m kas padaryta
log-none = Čia nerandu laiko. Pavyzdžiui: /log { $number } 1h30m kas padaryta. Po laiko galima rašyti „klaida“, „mokymai“, „L3“ ir „nuo 14:00“.
log-long = Daugiau kaip parą iš eilės nedirbama. Įrašykite dalimis: /log { $number } 8h kas padaryta
log-future = Tas laikas baigtųsi ateityje. Prie <b>#{ $number }</b> nieko neįrašyta.
log-before-opened = { $spent } netelpa tarp <b>#{ $number }</b> atidarymo ir dabar, šalia to, ką jau įrašėte. Nieko neįrašyta.
log-time-overlap = Tuo metu jau įrašėte kitą darbą. Prie <b>#{ $number }</b> nieko neįrašyta; palikite be „nuo“, ir rasiu laiką prieš jį.

## records (administrators)

menu-company = Įmonės: rasti, pridėti, keisti: /company pavadinimas
menu-contact = Klientų kontaktai: rasti, pridėti, keisti: /contact vardas
menu-engineer = Inžinieriai: rasti, pridėti, keisti: /engineer vardas
menu-import = Įmonės, kontaktai, serveriai iš failo
menu-broadcast = Viena žinutė daugeliui klientų
word-yes = taip
word-no = ne
word-today = šiandien
field-company = Įmonė
field-name = Vardas arba pavadinimas
field-externalId = Išorinis ID
field-emails = Pranešimų adresai
field-requestEmail = Request Email
field-email = El. paštas
field-telegramId = Telegram
field-whatsapp = WhatsApp
field-language = Kalba
field-timeZone = Laiko juosta
field-licence = Licencija
field-legalName = Pavadinimas sąskaitose
field-registrationCode = Įmonės kodas
field-vatCode = PVM mokėtojo kodas
field-address = Adresas
field-vatRate = PVM tarifas
field-vatExemption = Kodėl be PVM
field-rights = Teisės
field-role = Pareigos
field-publicContact = Adresas rodomas klientams
field-product = Produktas
field-version = Versija
field-plan = Planas
field-startsOn = Pirma diena
field-endsOn = Paskutinė diena
field-audience = Kam
field-which = Būtent
field-text = Tekstas
button-skip = Praleisti
button-clear = Išvalyti
button-save = Išsaugoti
button-change = Keisti
button-add-contact = Pridėti kontaktą
button-add-server = Pridėti serverį
button-add-plan = Pridėti planą
button-new-company = Nauja įmonė
button-new-contact = Naujas kontaktas
button-new-engineer = Naujas inžinierius
button-link-code = Prisijungimo kodas
button-deactivate = Išjungti
button-deactivate-yes = Taip, išjungti
button-deactivate-company = Išjungti visus kontaktus
button-activate = Įjungti
button-rights-tickets = Užklausos
button-rights-main = Užklausos, pagrindinis naudotojas
button-rights-invoices = Tik sąskaitos
button-rights-both = Užklausos ir sąskaitos
record-right-login = Užklausos
record-right-main = Pagrindinis
record-right-invoices = Sąskaitos
record-right-admin = Administratorius
record-right-public = Adresas rodomas
form-ask-company = Kuri įmonė? Parašykite jos pavadinimo dalį.
form-ask-name-company = Koks įmonės pavadinimas?
form-ask-name-person = Koks žmogaus vardas?
form-ask-name-server = Koks serverio pavadinimas? Klientai jį mato rinkdamiesi serverį.
form-ask-externalId = Kokį ID įmonei yra davusi kita sistema, pavyzdžiui, CRM?
form-ask-emails = Kokiais adresais siunčiami palaikymo pranešimai? Iki keturių, atskirtų kableliais.
form-ask-requestEmail = Kokiu adresu siunčiamos kūrimo užklausos?
form-ask-email = Koks el. pašto adresas?
form-ask-telegramId = Koks Telegram ID? Skaičius arba @vardas. Jei jo nėra, žmogus prisijungs kodu.
form-ask-whatsapp = Koks WhatsApp numeris? Su šalies kodu, pavyzdžiui, +37061234567.
form-ask-language = Kokia kalba?
form-ask-timeZone = Kokia laiko juosta? Jos pavadinimas, pavyzdžiui, Europe/Warsaw.
form-ask-licence = Ar įmonė turi licenciją?
form-ask-legalName = Kaip įmonė vadinama sąskaitose?
form-ask-registrationCode = Koks jos įmonės kodas?
form-ask-vatCode = Koks jos PVM mokėtojo kodas?
form-ask-address = Koks adresas rašomas sąskaitose? Gali būti kelios eilutės.
form-ask-vatRate = Kokį PVM tarifą ji moka, procentais? Pavyzdžiui, 21.
form-ask-vatExemption = Kodėl ji nemoka PVM? Tai rašoma jos sąskaitose.
form-wrong-rate = Tarifas yra nuo 0 iki 100 procentų, ne daugiau kaip su vienu ženklu po kablelio, pavyzdžiui, 21 arba 5,5.
form-conflict-vat = PVM tarifas didesnis už 0 ir priežastis be PVM vienas kitam prieštarauja. Pirma vieną iš jų ištrinkite.
form-ask-rights = Kam šis kontaktas skirtas?
form-ask-role = Inžinierius ar administratorius?
form-ask-publicContact = Ar klientai gali matyti inžinieriaus adresą, kai jis ima užklausą?
form-ask-product = Koks produktas jame veikia?
form-ask-version = Kokia versija?
form-ask-plan = Koks planas? Pasirinkite arba parašykite pavadinimą, kaip jis nurodytas kataloge.
form-ask-startsOn = Nuo kurios dienos? Pasirinkite arba parašykite taip: 2026-11-28 arba 28.11.2026.
form-ask-endsOn = Iki kurios dienos imtinai? Praleidus – visam plano laikotarpiui arba neribotai.
form-ask-audience = Kam?
form-ask-which-plan = Klientams, turintiems kokį planą?
form-ask-which-product = Klientams, turintiems kokį produktą?
form-ask-text = Parašykite žinutę taip, kaip ją perskaitys klientai.
form-line = { $field }: { $value }
form-press = Paspauskite vieną iš mygtukų.
form-wrong = Netinka: { $why }.
form-wrong-day = Tokios dienos nėra. Rašykite taip: 2026-11-28 arba 28.11.2026.
form-cancelled = Atšaukta. Niekas neišsaugota.
form-dropped = Tai, ką pradėjote pildyti, po pusvalandžio atšaukta; niekas neišsaugota.
form-conflict = Taip išsaugoti negalima.
form-conflict-external-id = Šį išorinį ID turi kita įmonė.
form-conflict-telegram = Šį Telegram ID turi kitas aktyvus kontaktas arba inžinierius.
form-conflict-whatsapp = Šį WhatsApp numerį turi kitas aktyvus kontaktas arba inžinierius.
form-conflict-server = Įmonė jau turi serverį tokiu pavadinimu.
form-conflict-plan = Kai kuriomis iš šių dienų įmonė planą jau turi.
form-conflict-unknown-plan = Nė viename kataloge nėra tokio plano.
form-conflict-main-user = Įmonei reikia pagrindinio naudotojo, kuris gali prisijungti.
records-none = Pagal „{ $words }“ nieko nerandu.
records-which = Kuris?
records-ask-co = Kuri įmonė? Pasirinkite arba parašykite /company ir pavadinimo dalį.
records-ask-ct = Kuris kontaktas? Parašykite /contact ir dalį vardo, įmonės, el. pašto adreso ar Telegram ID.
records-ask-en = Kuris inžinierius? Pasirinkite arba parašykite /engineer ir vardo dalį.
record-company = <b>{ $name }</b>
record-contact = <b>{ $name }</b>, { $company }
record-engineer = <b>{ $name }</b>, { $role }
record-connected = Prijungtas pokalbis.
record-not-connected = Pokalbis dar neprijungtas.
record-inactive = Išjungtas: prieigos nėra.
record-plans = Planai:
record-plans-none = Plano nėra nei dabar, nei vėliau.
record-plan = { $plan } ({ $catalogue }), { $from } – { $until }
record-plan-open = { $plan } ({ $catalogue }), nuo { $from }
record-servers = Serveriai:
record-servers-none = Serverių nėra.
record-server = • { $server }
record-contacts = { $count ->
    [one] { $count } aktyvus kontaktas.
    [few] { $count } aktyvūs kontaktai.
   *[other] { $count } aktyvių kontaktų.
}
record-ask-field = Ką keisti?
record-ask-deactivate = Išjungti <b>{ $name }</b>? Visa prieiga baigiasi iš karto, pokalbis atjungiamas. Istorija lieka.
record-ask-deactivate-company = { $count ->
    [one] Išjungti { $count } įmonės <b>{ $name }</b> kontaktą? Visa prieiga baigiasi iš karto, pokalbiai atjungiami. Istorija lieka.
    [few] Išjungti visus { $count } įmonės <b>{ $name }</b> kontaktus? Visa prieiga baigiasi iš karto, pokalbiai atjungiami. Istorija lieka.
   *[other] Išjungti visus { $count } įmonės <b>{ $name }</b> kontaktų? Visa prieiga baigiasi iš karto, pokalbiai atjungiami. Istorija lieka.
}
record-code = Vienkartinis kodas, <b>{ $name }</b>, galioja { $minutes } min.: <code>{ $code }</code>
record-link = Skirta <b>{ $name }</b>, galioja { $minutes } min., vieną kartą:
    { $link }
    Arba kodas, kurį reikia įklijuoti pokalbyje: <code>{ $code }</code>
record-link-caption = Ta pati nuoroda, skirta { $name }: nukreipkite telefono kamerą.

## imports

button-import = { $count ->
    [one] Įkelti { $count } eilutę
    [few] Įkelti { $count } eilutes
   *[other] Įkelti { $count } eilučių
}
import-kind-companies = įmonės
import-kind-contacts = kontaktai
import-kind-servers = serveriai
import-how = Atsiųskite CSV failą (UTF-8, kabliataškiai arba kableliai, pirma eilutė nurodo stulpelius). Patikrinsiu kiekvieną eilutę, o įkelsiu paspaudus mygtuką.
import-columns = <b>{ $kind }</b>: { $columns }
import-how-more = Būtinas tik pavadinimas (name), o kontaktams ir serveriams – įmonė (company): jos išorinis ID arba pavadinimas. Tušti langeliai nieko nekeičia. Tas pats failas antrą kartą nieko nepakeis. Daugiausia 10 000 eilučių.
import-reading = Skaitau { $file }. Ataskaita ateis čia; nieko neįkelsiu, kol nepasakysite.
import-checked = <b>{ $file }</b>, { $kind }: eilučių { $rows }. Naujų: { $create }. Keistinų: { $change }. Be pakeitimų: { $unchanged }. Su klaida: { $faulty }.
import-row = { $line } eilutė: { $why }
import-row-field = { $line } eilutė, { $field }: { $why }
import-more-faults = { $count ->
    [one] ir dar { $count } eilutė su klaida
    [few] ir dar { $count } eilutės su klaida
   *[other] ir dar { $count } eilučių su klaida
}
import-ask = Eilutės su klaida praleidžiamos. Pataisykite jas ir atsiųskite failą iš naujo arba įkelkite likusias dabar.
import-nothing-new = Nėra ko įkelti.
import-running = Įkeliu. Pranešiu, kai baigsiu.
import-done = <b>{ $file }</b> įkeltas. Naujų: { $created }. Pakeista: { $changed }. Be pakeitimų: { $unchanged }. Praleista: { $refused }.
import-nothing-done = Niekas neįkelta.
import-fault-empty = Faile po pirmos eilutės nieko nėra.
import-fault-quote-open = Kabutės, atidarytos { $word } eilutėje, neuždarytos.
import-fault-too-many-rows = Faile daugiau kaip 10 000 eilučių. Atsiųskite dalimis.
import-fault-unknown-column = Stulpelio „{ $word }“ nežinau. Kokie yra, rodo /import.
import-fault-column-twice = Stulpelis { $word } yra du kartus.
import-fault-no-name = Trūksta stulpelio { $word }. Pirma eilutė turi nurodyti stulpelius.
import-fault-which-kind = Neaišku, ar tai kontaktai, ar serveriai. Atsiųskite failą iš naujo su žodžiu „contacts“ arba „servers“.
import-fault-not-text = Failo perskaityti negaliu: tai ne UTF-8 CSV failas arba jis didesnis nei 8 MB.
import-row-missing = būtina, o tuščia
import-row-too-long = per ilga
import-row-formula = prasideda kaip formulė (=, +, - arba @)
import-row-characters = yra ženklų, kurių negalima parodyti
import-row-email = tai ne el. pašto adresas
import-row-emails = tai ne iki keturių el. pašto adresų
import-row-telegram = tai nei Telegram skaičius, nei @vardas
import-row-phone = tai ne telefono numeris su šalies kodu, pavyzdžiui, +37061234567
import-row-language = nei en, nei lt
import-row-time-zone = tai ne laiko juostos pavadinimas, pavyzdžiui, Europe/Warsaw
import-row-yes-no = nei taip, nei ne
import-row-too-many-cells = langelių daugiau nei stulpelių
import-row-twice = ankstesnėje eilutėje tas pats
import-row-unknown-company = tokios įmonės nėra
import-row-ambiguous-company = tokį pavadinimą turi kelios įmonės; nurodykite išorinį ID
import-row-taken = tai jau turi kas nors kitas
import-row-refused = nepavyko išsaugoti

## broadcasts

button-audience-all = Visiems klientams
button-audience-plan = Klientams su planu
button-audience-product = Klientams su produktu
button-audience-company = Vienai įmonei
button-broadcast-send = { $count ->
    [one] Siųsti { $count } žmogui
    [few] Siųsti { $count } žmonėms
   *[other] Siųsti { $count } žmonėms
}
button-broadcast-stop = Sustabdyti
broadcast-preview = { $count ->
    [one] Tai gaus <b>{ $count }</b> žmogus; prisijungę prie pokalbio: { $connected }. Tekstas:
    [few] Tai gaus <b>{ $count }</b> žmonės; prisijungę prie pokalbio: { $connected }. Tekstas:
   *[other] Tai gaus <b>{ $count }</b> žmonių; prisijungę prie pokalbio: { $connected }. Tekstas:
}
broadcast-too-long = Per ilga: ženklų { $length }, o telpa daugiausia { $most }.
broadcast-running = Siunčiama { $people ->
    [one] <b>{ $people }</b> žmogui
    [few] <b>{ $people }</b> žmonėms
   *[other] <b>{ $people }</b> žmonėms
}. Išsiųsta: { $sent }. Nepavyko: { $failed }. Nepasiekiami: { $skipped }. Liko: { $left }.
broadcast-done = Siuntimas { $people ->
    [one] <b>{ $people }</b> žmogui
    [few] <b>{ $people }</b> žmonėms
   *[other] <b>{ $people }</b> žmonėms
} baigtas. Išsiųsta: { $sent }. Nepavyko: { $failed }. Nepasiekiami: { $skipped }. Liko: { $left }.
broadcast-stopped = Siuntimas { $people ->
    [one] <b>{ $people }</b> žmogui
    [few] <b>{ $people }</b> žmonėms
   *[other] <b>{ $people }</b> žmonėms
} sustabdytas. Išsiųsta: { $sent }. Nepavyko: { $failed }. Neišsiųsta: { $skipped }. Nepradėta: { $left }.

## finding, merging, linking, taking back

menu-find = Ieškoti užklausose ir komentaruose: /find SIP 503
menu-remove = Atsiimti atsakymą: atsakykite į jį /remove
menu-merge = Sujungti pasikartojančias: /merge 12346 į 12345
menu-link = Susieti užklausas: /link 12345 12346
menu-unlink = Atsieti užklausas: /unlink 12345 12346
find-ask = Ko ieškote? Žodžius parašykite po komandos: /find SIP 503. Kabutėse jie turi stovėti greta.
find-none = Pagal „{ $words }“ nieko neradau. Gal padės mažiau ar kitokių žodžių.
find-title = { $count ->
    [one] { $count } užklausa, tinkamiausia pirma:
    [few] { $count } užklausos, tinkamiausia pirma:
   *[other] { $count } užklausų, tinkamiausia pirma:
}
find-line = <b>#{ $number }</b> { $summary } — { $company }, { $status }
find-excerpt = <i>{ $excerpt }</i>
find-note = 🔒 <i>{ $excerpt }</i>
merge-how = Kurias dvi? Pirma rašykite pasikartojančią: /merge 12346 į 12345. Ji uždaroma, o antroji tęsiama už abi. Pasikartojančios užklausos temoje užtenka /merge 12345.
link-how = Kurios dvi užklausos susijusios? /link 12345 12346; vienos jų temoje užtenka kitos numerio.
unlink-how = Kurios dvi užklausos? /unlink 12345 12346; vienos jų temoje užtenka kitos numerio.
tickets-merged = <b>#{ $from }</b> dabar yra <b>#{ $number }</b> { $summary } dalis. Ją sekusiems pranešta.
tickets-linked = <b>#{ $number }</b> ir <b>#{ $other }</b> susietos.
tickets-unlinked = <b>#{ $number }</b> ir <b>#{ $other }</b> nebesusietos.
notice-merged = <b>#{ $from }</b> yra apie tą patį kaip <b>#{ $number }</b> { $summary } ir tęsiama ten. Norėdami papildyti, atsakykite į šią žinutę.
ticket-into = Dalis užklausos <b>#{ $number }</b> { $summary } ({ $status })
ticket-merged = Kartu su <b>#{ $number }</b> { $summary }, kuri prie jos prijungta
ticket-linked = Susijusi: <b>#{ $number }</b> { $summary } ({ $status })
ticket-answer-removed = 🗑 { $engineer } atsiėmė atsakymą, { $when }
remove-how = Atsakykite /remove į atsakymą (ar pastabą), kurį norite atsiimti.
engineer-removed = { $count ->
    [one] <b>#{ $number }</b>: atsiimta. Atsakymas dingsta iš { $count } kontakto pokalbio ir iš užklausos; istorijoje lieka žinia, kad jis buvo.
    [few] <b>#{ $number }</b>: atsiimta. Atsakymas dingsta iš { $count } kontaktų pokalbių ir iš užklausos; istorijoje lieka žinia, kad jis buvo.
   *[other] <b>#{ $number }</b>: atsiimta. Atsakymas dingsta iš { $count } kontaktų pokalbių ir iš užklausos; istorijoje lieka žinia, kad jis buvo.
}
engineer-removed-inside = <b>#{ $number }</b>: pašalinta iš užklausos. Klientams tai nebuvo pranešta; istorijoje lieka žinia, kad tai buvo.
notice-comment-changed = <b>#{ $number }</b> <b>{ $author }</b> pakeitė žinutę:
difference-removed = − { $text }
difference-added = + { $text }
refusal-cannot-unsay = #{ $number }: to nebegalima atsiimti. Žinutė kliento pokalbyje stovi ilgiau nei { $hours } val.; ištaisyti galima dar vienu atsakymu.
refusal-merge-other-company = #{ $number } ir #{ $into } yra skirtingų įmonių ir lieka atskiros. /link { $number } { $into } leidžia jas matyti greta.
refusal-ticket-merged = #{ $number } dabar yra #{ $into } dalis ir tęsiama ten.

## susirašinėjimo programos: kaip veikia jų ryšys, administratoriams (/whatsapp)

menu-whatsapp = Kaip veikia „WhatsApp“ ir jos susiejimas
channel-telegram = „Telegram“
channel-whatsapp = „WhatsApp“
channel-email = el. paštas
channel-off = { $channel } čia neįjungta. Ją įjungia nustatymai, prasidedantys WHATSAPP_; kaip, parašyta README.
channel-unreported = <b>{ $channel }</b>: apie ryšį dar nieko nežinoma. Ar veikia procesas, kurio vaidmuo { $role }?
channel-title = <b>{ $channel }</b>: { $state }, nuo { $since }
channel-last = Paskutinė gauta žinutė: { $inbound }; išsiųsta: { $outbound }
channel-never = dar nebuvo
channel-queue = { $count ->
    [one] Laukia išsiuntimo { $count } žinutė, jau { $age }.
    [few] Laukia išsiuntimo { $count } žinutės, seniausia jau { $age }.
   *[other] Laukia išsiuntimo { $count } žinučių, seniausia jau { $age }.
}
channel-inbox = Seniausia gauta žinutė laukia apdorojimo jau { $age }.
channel-breaker = ⚠ Iki { $until } niekam nerašome pirmi: „WhatsApp“ riboja naujus šio numerio pokalbius. Atsakymai siunčiami toliau.
channel-figures = Gauta { $received }, išsiųsta { $sent }; nepavyko perskaityti { $unreadable } ({ $share } per parą), su netinkamu siuntėju { $malformed }; iš naujo prisijungta { $reconnected } k.
channel-word = { $name }: { $word }
channel-asked = Paprašyta, dar nepradėta: { $what }
channel-state-starting = jungiamasi
channel-state-open = prisijungta
channel-state-lost = ryšys nutrūko
channel-state-replaced = šį prisijungimą naudoja kitas procesas
channel-state-unsupported-version = ši versija nepriimama
channel-state-needs-pairing = nesusieta
channel-state-pairing = laukiama telefono
channel-state-refused = paskyra nepriimama
channel-state-stopped = sustabdyta
channel-state-silent = nieko negirdėti
channel-state-reason = { $words } ({ $reason })
channel-trouble = Būsena: { $state }
channel-advice-wait = Bandoma iš naujo savaime, vis rečiau, iki karto per penkias minutes. Jei užtrunka: ar šis kompiuteris pasiekia internetą ir ar telefonas per dvi savaites buvo prisijungęs?
channel-advice-restart = Prisijungs iš naujo savaime; taip būna susiejant.
channel-advice-replaced = Tuo pačiu prisijungimu naudojasi kažkas kitas. Pasirūpinkite, kad jį turėtų tik viena sistema; ši bandys iš naujo po minutės.
channel-advice-version = Šios ryšio versijos nebepriima. Tarnybą reikia atnaujinti; iki tol bandoma retai, kad nenukentėtų numeris.
channel-advice-logged-out = Telefonas išbraukė šį įrenginį iš susietų įrenginių. Pirmiausia pažiūrėkite telefone, tada susiekite iš naujo: /whatsapp. Kol kas nors nepatvirtins, niekas neišmetama.
channel-advice-banned = Numeris užblokuotas arba apribotas. Atidarykite programą jo telefone, perskaitykite, kas parašyta, ir atsakykite ten. Nebandykite vėl ir vėl: bus tik blogiau.
channel-advice-pair = Nesusietas joks telefonas. /whatsapp parodo kodą nuskaityti.
channel-advice-pairing = Susiejimas pradėtas ir nebaigtas. /whatsapp pradeda iš naujo.
channel-advice-stopped = Ryšys sustabdytas ir nepaleistas iš naujo.
channel-advice-silent = Procesas, kuris turėjo ryšį, neatsako. Ar veikia procesas, kurio vaidmuo whatsapp?
channel-advice-token = Prieigos raktas nebegalioja. Sukurkite naują ir įrašykite į WHATSAPP_CLOUD_TOKEN.
channel-advice-locked = Verslo paskyra užrakinta arba apribota. Jos puslapyje „Meta“ parašyta, kodėl ir kaip prieštarauti.
channel-advice-payment = Verslo paskyroje „Meta“ reikia sutvarkyti mokėjimą.
channel-advice-unreadable = Išsaugoto prisijungimo nepavyksta perskaityti. Ar SECRET_KEY tas pats, su kuriuo jis išsaugotas? Niekas neišmetama; „Pamiršti susiejimą“ pradeda iš naujo.
channel-advice-storage = Prisijungimo nepavyksta gauti iš duomenų bazės. Bandoma iš naujo savaime.
channel-advice-not-installed = Šiame kompiuteryje trūksta neprivalomo paketo: npm ci įdiegia @whiskeysockets/baileys. Tada paleiskite tarnybą iš naujo.
channel-advice-see-log = Daugiau parašyta tarnybos žurnale.
channel-pair-caption = { $channel }: telefone atidarykite susietus įrenginius ir nuskaitykite. Kodas pats keičiasi kas 20 sekundžių; kas jį nuskaito, skaito šio numerio žinutes, tad niekam kitam nerodykite.
channel-pair-code = { $channel }: telefone atidarykite susietus įrenginius, „Susieti naudojant telefono numerį“, ir įveskite <code>{ $code }</code>. Kas jį įveda, skaito šio numerio žinutes, tad niekam kitam nerodykite.
channel-pair-done = { $channel } susieta ir prisijungta.
channel-pair-expired = { $channel } laiku nesusieta. /whatsapp pradeda iš naujo.
channel-pair-begun = Paprašyta. Netrukus čia bus ką nuskaityti.
channel-pair-elsewhere = Tai, kas susieja numerį, yra prisijungimo paslaptis ir siunčiama tik į jūsų asmeninį pokalbį kitoje programoje. Rašykite /whatsapp ten.
channel-ask-forget = Pamiršti susiejimą? Prisijungimas bus išmestas ir numeris neveiks, kol vėl nebus susietas telefonas. Pašalinkite įrenginį ir telefone.
channel-forgotten = Paprašyta: prisijungimas netrukus bus išmestas.
channel-resumed = Paprašyta: bandoma dabar.
button-pair-qr = Susieti QR kodu
button-pair-code = Susieti kodu
button-forget-pairing = Pamiršti susiejimą
button-forget-pairing-yes = Taip, pamiršti
button-try-now = Bandyti dabar
button-refresh = Atnaujinti
channel-request-pair-qr = susieti QR kodu
channel-request-pair-code = susieti kodu
channel-request-forget = pamiršti susiejimą
channel-request-resume = bandyti dabar
field-number = Numeris
form-ask-number = Kurį numerį susieti? Su šalies kodu, pavyzdžiui, +370 612 34567.
form-wrong-number = Tai ne telefono numeris su šalies kodu. Parašykite dar kartą, pavyzdžiui, +370 612 34567.
notice-channel-outage = ⚠ <b>{ $channel }</b> neveikia nuo { $since }.
notice-channel-over = <b>{ $channel }</b> vėl veikia nuo { $since }.
notice-channel-breaker = ⚠ <b>{ $channel }</b> iki { $until } riboja naujus mūsų numerio pokalbius. Iki tol niekam nerašome pirmi; atsakymai siunčiami toliau, o pranešimai, kur įmanoma, eina kitu keliu.
notice-channel-cut-off = { $channel } pas mus šiuo metu neveikia. Jūsų užklausos saugios, su jomis dirbama. Kol kas rašykite čia; ką nusiuntėte ten, perskaitysime, kai tik vėl veiks.

## lists of choices: the button that opens one shows both languages and has 20 characters

list-open = Pasirinkti
## charges

charge-hourly = be plano
charge-after-hours = ne darbo metu, kaip sutarta
charge-training = asmeniniai mokymai
charge-hours = { $time } užklausai #{ $number }, vieną kartą suapvalinta iki { $hours }, { $why }, { $amount }
charge-hours-full = { $time } užklausai #{ $number }, { $why }, { $amount }
charge-hours-further = Iš viso { $time } užklausai #{ $number }, vieną kartą suapvalinta iki { $hours }, { $before } įskaičiuota anksčiau, { $why }, { $amount }
charge-minutes = { $time } užklausai #{ $number }, minutėmis, { $why }, { $amount }
charge-minutes-further = Iš viso { $time } užklausai #{ $number }, minutėmis, { $before } įskaičiuota anksčiau, { $why }, { $amount }
charge-task = #{ $number }: { $task }, fiksuota kaina, { $amount }
charge-tasks = #{ $number }: { $task }, { $quantity } × { $price }, { $amount }
charge-incident-support = Užklausos #{ $number } { $ordinal }-as mokamas atvejis, 1 ir 2 lygiai, iki { $most }, { $why }, { $amount }
charge-incident-development = Užklausos #{ $number } { $ordinal }-as mokamas atvejis, 3 lygis (programavimas), iki { $most }, { $why }, { $amount }
charge-beyond-requests = viršytas paketo užklausų skaičius
charge-beyond-time = viršytas paketo laikas
charge-beyond-plan = be paketo
charge-use = „{ $allowance }“ prisijungimo mokestis už darbą su užklausa #{ $number }, { $amount }
charge-allowance = „{ $allowance }“, iš anksto apmokėtas laikas, { $month }, { $amount }
charge-allowance-once = „{ $allowance }“, iš anksto apmokėtas laikas, vieną kartą, { $amount }
charge-plan = { $plan } nuo { $from }, { $amount }
charge-plan-extension = Pratęsimas: { $plan } nuo { $from }, { $amount }
charge-credit = Kreditas, nebeskaičiuojama: { $what }

## invoices that are to be paid, and what is asked about them

button-invoice-pdf = PDF
button-invoice-paid = Apmokėta
button-invoice-question = Klausimas
button-extend = Prašyti pratęsti
invoice-due-in-7 = Sąskaita <b>{ $number }</b>: { $rest }, apmokėti per savaitę, iki { $due }
invoice-due-in-1 = Sąskaita <b>{ $number }</b>: { $rest }, apmokėti iki rytojaus, { $due }
invoice-due-today = Sąskaita <b>{ $number }</b>: { $rest }, apmokėti šiandien, { $due }
invoice-overdue-1 = Sąskaita <b>{ $number }</b>: { $rest } reikėjo apmokėti iki { $due } Jei jau apmokėjote, praneškite mums.
invoice-overdue-7 = ⚠ Sąskaita <b>{ $number }</b> vėluoja savaitę: { $rest } reikėjo apmokėti iki { $due }
invoice-overdue-14 = ⚠ Sąskaita <b>{ $number }</b> vėluoja dvi savaites: { $rest } reikėjo apmokėti iki { $due } Gal joje kas nors ne taip? Spauskite „Klausimas“.
invoice-overdue-30 = ⚠ Sąskaita <b>{ $number }</b> vėluoja mėnesį: { $rest } reikėjo apmokėti iki { $due } Apmokėkite arba parašykite, kas trukdo.
invoice-paid-already = Sąskaita <b>{ $number }</b> jau apmokėta. Daugiau nieko nereikia.
invoice-ask-reference = Sąskaita <b>{ $number }</b>: koks mokėjimo numeris banke? Juo laikysime kitą jūsų žinutę.
invoice-ask-question = Sąskaita <b>{ $number }</b>: ką norėtumėte sužinoti? Kita jūsų žinutė bus klausimas apie ją.
invoice-reference-wrong = Mokėjimo numeris yra nuo 1 iki { $most } ženklų. Koks jis sąskaitai <b>{ $number }</b>?
invoice-claimed = Ačiū. Sąskaita <b>{ $number }</b>: mokėjimo numerį { $reference } užsirašėme. Pranešime, kai tik gausime pinigus.
invoices-whom = Jūsų įmonės sąskaitas gauna { $names }. Klauskite ten.
invoices-nobody = Jūsų įmonėje sąskaitų čia dar niekas negauna. Pagrindinis naudotojas gali ką nors paskirti su /contacts.
invoice-claim = Pranešėte { $when }: apmokėta, mokėjimo numeris { $reference }.
notice-claimed = { $contact }, { $company }: sąskaita <b>{ $number }</b> ({ $rest }) apmokėta, mokėjimo numeris { $reference }. Tai dar ne įskaitytas mokėjimas.
billing-question-summary = Apskaita: klausimas apie sąskaitą { $number }
billing-question-sent = Jūsų klausimas apie sąskaitą { $invoice } yra užklausa <b>#{ $number }</b>. Atsakysime čia; norėdami papildyti, atsakykite į atsakymą.
billing-added = Pridėta prie jūsų klausimo.
subscription-ends-in-30 = Jūsų planas <b>{ $plan }</b> baigiasi po mėnesio, { $end } Ar jį pratęsti?
subscription-ends-in-7 = Jūsų planas <b>{ $plan }</b> baigiasi po savaitės, { $end } Ar jį pratęsti?
subscription-ends-in-1 = ⚠ Jūsų planas <b>{ $plan }</b> baigiasi rytoj, { $end } Ar jį pratęsti?
extension-summary = Apskaita: pratęsti { $plan } po { $end }
extension-description = { $contact } prašo pratęsti planą { $plan }, kuris baigiasi { $end }
extension-asked = Užklausa <b>#{ $number }</b>: prašymas pratęsti { $plan }. Atsakysime čia.
extension-goes-on = Planas jau pratęstas: kitas laikotarpis įrašytas. Jį rodo /plan.

## hours and quotas

usage-title = <b>Panaudota ir liko</b>
usage-half = Panaudota pusė:
usage-most = ⚠ Panaudota keturi penktadaliai:
usage-all = ⚠ Panaudota viskas. Toliau dirbame, kai sutinkate su kaina:
usage-allowance = { $name }: { $used }/{ $total }
usage-allowance-reset = { $name }: { $used }/{ $total }, iš naujo nuo { $reset }
usage-support-month = { $plan }, 1 ir 2 lygis šį mėnesį: { $requests } užklausos, { $hours }
usage-support-month-reset = { $plan }, 1 ir 2 lygis šį mėnesį: { $requests } užklausos, { $hours }, iš naujo nuo { $reset }
usage-support-period = { $plan }, 1 ir 2 lygis šį laikotarpį: { $requests } užklausos, { $hours }
usage-support-period-reset = { $plan }, 1 ir 2 lygis šį laikotarpį: { $requests } užklausos, { $hours }, iš naujo nuo { $reset }
usage-development-month = { $plan }, 3 lygis šį mėnesį: { $requests } užklausos, { $hours }
usage-development-month-reset = { $plan }, 3 lygis šį mėnesį: { $requests } užklausos, { $hours }, iš naujo nuo { $reset }
usage-development-period = { $plan }, 3 lygis šį laikotarpį: { $requests } užklausos, { $hours }
usage-development-period-reset = { $plan }, 3 lygis šį laikotarpį: { $requests } užklausos, { $hours }, iš naujo nuo { $reset }
scope-any = bet kada
scope-in-hours = darbo metu
scope-after-hours = ne darbo metu
scope-support = 1 ir 2 lygis
scope-development = 3 lygis
coverage-no-plan = Be plano
coverage-covered = { $what }: įskaičiuota
coverage-case = { $what }: dėl kainos susitariama
coverage-agreed = { $what }: sutarta, { $price }
coverage-ask = ⚠ { $what }: { $price }, nesutarta: pirma paklauskite
button-estimate = Klausti kliento: { $scope }
notice-consent-scope = <b>#{ $number }</b>: { $contact } sutiko su darbu ({ $scope }) už { $price }.
notice-estimate = <b>#{ $number }</b>: { $engineer } numato { $time } darbo ({ $scope }), kurio jūsų planas neapima: iš viso { $total } ({ $price }). Pradėsime tik jums sutikus.
estimate-none = Kiek tai užtruks? Pavyzdžiui: /estimate { $number } 2h. Po laiko galima rašyti „L3“.
estimate-asked = <b>#{ $number }</b>: kliento klausiame, ar sutinka su { $time }, { $total }. Pranešime, kai sutiks.
estimate-nobody = <b>#{ $number }</b>: nėra kontakto, kurio galėtume paklausti pokalbyje.
estimate-covered = <b>#{ $number }</b>: tai įskaičiuota. Nėra ko klausti.
estimate-agreed = <b>#{ $number }</b>: klientas jau sutiko.
estimate-case-by-case = <b>#{ $number }</b>: tam kainos nėra. Dėl jos susitarkite su klientu.
log-unagreed-hourly = ⚠ { $time } yra be plano ir nesutarta: už tai neskaičiuojama.
log-unagreed-afterHours = ⚠ { $time } yra ne darbo metu ir nesutarta: už tai neskaičiuojama.
log-unagreed-incident = ⚠ { $time } viršija kvotą ir nesutarta: už tai neskaičiuojama.
log-unagreed-training = ⚠ { $time } mokymų nesutarta: už tai neskaičiuojama.
log-unagreed-fixed = ⚠ Darbas ({ $time }) nesutartas: už jį neskaičiuojama.

## training and fixed tasks

menu-estimate = Paklausti kliento dėl kainos: /estimate 12345 2h
menu-training = Sutarti dėl mokymų: /training 12345
menu-task = Sutarti dėl darbo: /task 12345
work-training = mokymai
work-data-migration = duomenų perkėlimas
work-virtual-ip = „Heartbeat“ / virtualus IP
work-mysql-replication = MySQL replikacija
work-installation = įdiegimas
field-work = Darbas
field-system = Sistema
field-goals = Apimtis ir tikslai
field-startsAt = Kada
field-duration = Trukmė
field-price = Kaina
form-ask-work = Koks tai darbas?
form-ask-system = Kokioje sistemoje? Paspauskite arba parašykite jos pavadinimą.
form-ask-goals = Kokia apimtis ir ką reikia pasiekti?
form-ask-startsAt = Kada pradedama? Vilniaus laiku, pavyzdžiui, 2026-12-08 10:00
form-ask-duration = Kiek tai truks? Pavyzdžiui, 2h arba 1h30m
form-ask-price = Kiek tai kainuoja? Paspauskite arba parašykite kitą sumą.
terms-system-client = Kliento sistema
terms-system-ours = Mūsų sistema
terms-wrong-start = Prašome būsimos dienos ir laiko, pavyzdžiui, 2026-12-08 10:00
terms-wrong-duration = Prašome trukmės, pavyzdžiui, 2h arba 1h30m, iki 24 val.
terms-wrong-price = Prašome sumos, pavyzdžiui, 200 arba 199,50
button-terms-send = Klausti kliento
button-terms-no = Ne taip
terms-proposed = <b>#{ $number }</b>: { $engineer } siūlo ({ $kind }):
terms-lines =
    <b>Sistema</b>: { $system }
    <b>Apimtis ir tikslai</b>: { $goals }
    <b>Kada</b>: { $when }, { $time }
    <b>Kaina</b>: { $price }
terms-ask = Kol nesutinkate, niekas neplanuojama.
terms-sent = <b>#{ $number }</b>: kliento paklausta. Pranešime, kai atsakys.
terms-nobody = <b>#{ $number }</b>: nėra kontakto, kurio galėtume paklausti; sąlygos užrašytos.
terms-agreed = <b>#{ $number }</b>: sutarta, { $kind }.
terms-thanks = Ačiū. Datą atsiunčiame kalendoriaus failu.
terms-agreed-before = <b>#{ $number }</b>: tai jau sutarta.
terms-declined = <b>#{ $number }</b>: supratome, niekas nesuplanuota. Parašykite čia, kas jums tiktų.
terms-declined-notice = <b>#{ $number }</b>: { $contact } nesutinka su sąlygomis. Niekas nesuplanuota.
terms-file-caption = #{ $number }: jūsų kalendoriui
terms-event = { $kind }, užklausa #{ $number }
ticket-terms-proposed = Siūloma: { $kind }, { $when }
ticket-terms-agreed = Sutarta: { $kind }, { $when }
