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

invoice-issued = Sąskaita <b>{ $number }</b>: { $amount }, apmokėti iki { $due }.
invoice-file-caption = Sąskaita { $number }
invoice-partly-paid = Gavome mokėjimą: { $amount } už sąskaitą <b>{ $number }</b>. Liko apmokėti { $rest } iki { $due }.
invoice-paid = Gavome mokėjimą: { $amount }. Sąskaita <b>{ $number }</b> apmokėta visa. Ačiū.
invoice-overpaid = Gavome mokėjimą: { $amount }. Sąskaita <b>{ $number }</b> apmokėta visa, gauta { $over } daugiau, nei reikėjo.
