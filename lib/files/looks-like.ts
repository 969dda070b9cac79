// What a file most likely is, judged from its text alone. Pure. Owners send what they were handed, and that is often the bill:
// it names what was done, and nothing of what was found. A guess for the person, never a reason to refuse anything.

export type Looks = 'RECEIPT' | 'HISTORY' | 'LAB' | 'LETTER'

/** What a bill says of itself and of money, as whole words, in the languages that owners send. */
const MONEY_WORDS = words(
  // English
  'receipt|invoice|tax invoice|subtotal|sub-total|total|grand total|amount due|balance due|amount paid',
  'vat|gst|sales tax|unit price|qty|quantity|payment received|card payment|discount|change due|cashier',
  // German
  'rechnung|rechnungsnummer|quittung|kassenbon|beleg|summe|gesamtbetrag|zwischensumme|nettobetrag',
  'mwst|ust|umsatzsteuer|mehrwertsteuer|einzelpreis|menge|betrag|kartenzahlung|bar bezahlt|zahlbar bis',
  // French
  'facture|reçu|ticket de caisse|tva|montant|total ttc|total ht|prix unitaire|quantité|net à payer|payé',
  // Spanish, Portuguese
  'factura|recibo|iva|importe|total a pagar|base imponible|precio|cantidad|fatura|valor total|pago',
  // Italian
  'fattura|ricevuta|scontrino|importo|totale|imponibile|prezzo|quantità|pagato',
  // Dutch
  'factuur|kassabon|btw|totaal|subtotaal|bedrag|aantal|te betalen|betaald|pinbetaling',
  // Polish
  'faktura|paragon|suma|kwota|do zapłaty|zapłacono|cena|ilość|razem',
  // Swedish, Danish, Norwegian
  'kvitto|kvittering|moms|summa|belopp|beløb|att betala|antal|mva|faktureringsdatum',
)
/** Scripts without spaces between words, or with endings that a whole word would miss. */
const MONEY_ANYWHERE =
  /領収書|領収証|請求書|合計|小計|消費税|发票|發票|收据|收據|合计|總計|영수증|합계|부가세|чек|счёт|итого|ндс|сумма/gu

/** What people write who have looked at an animal. Counted outside of lines with a price: a bill names treatments too. */
const CLINICAL_WORDS = words(
  'history|anamnesis|presenting complaint|clinical signs|physical exam|examination|auscultation|palpation',
  'diagnosis|differential|differentials|prognosis|assessment|plan|recheck|murmur|bpm|mucous membranes',
  'temperature|appetite|vomiting|diarrhoea|diarrhea|lethargic|lame|lameness|cough|owner reports',
  'radiographs|ultrasound|mg/kg|bid|sid|q12h|q24h|per os|abdomen|lymph nodes|body condition',
  'anamnese|vorbericht|befund|befunde|diagnose|verdachtsdiagnose|therapie|allgemeinbefinden|schleimhäute',
  'auskultation|herzfrequenz|atemfrequenz|verlauf|appetit|lahmheit|kontrolle in|klinische untersuchung',
  'anamnèse|commémoratifs|examen clinique|diagnostic|traitement|muqueuses|pronostic|souffle|appétit',
  'exploración|exploración física|diagnóstico|tratamiento|mucosas|pronóstico|apetito|historia clínica',
  'anamnesi|esame clinico|diagnosi|terapia|mucose|prognosi|appetito|lichamelijk onderzoek|behandeling',
  'wywiad|badanie kliniczne|rozpoznanie|leczenie|błony śluzowe|diagnos|allmäntillstånd|behandling',
)
const CLINICAL_ANYWHERE = /主訴|既往歴|診断|所見|病史|诊断|진단|анамнез|диагноз|лечение/gu

/** Notes by problem: subjective, objective, assessment, plan. */
const SOAP_LINE = /^\s*(?:[SOAP]|S\/O|A\/P|Subj(?:ective)?|Obj(?:ective)?|Assessment|Plan)\s*[:/)-]\s*\S/u

const LAB_UNIT =
  /(?:\d|\s|[,;|"])(?:[mµμu]mol\/l|nmol\/l|pmol\/l|[mµμun]?g\/d?l|g\/l|[mµμuk]?i?u\/l|m?iu\/ml|x?\s?10\s?[\^*]?\s?(?:9|12)\/l|k\/[µμu]l|m\/[µμu]l|fl|pg|mmhg|meq\/l|s\/co|%)(?![\p{L}\d])/iu
const NUMBER = /\d/
const LAB_WORDS = words(
  'reference range|reference interval|reference|analyte|result|haematology|hematology|biochemistry|chemistry',
  'urinalysis|laboratory|specimen|sampled|referenzbereich|laborbefund|normalwert|messwert|valeurs usuelles',
  'valores de referencia|laboratorio|laboratoire|analyse|analito|valori di riferimento|referentiewaarden|wartości',
)

const GREETING =
  /^\s*(?:dear\s+(?:colleagues?|dr|doctor|prof|sir|madam)|sehr geehrte|liebe(?:r)? (?:kolleg|frau|herr)|cher confrère|chère consœur|estimad[oa]|gentile|egregi|geachte|beste collega|szanown|kära kollega|prezad[oa])/imu
const CLOSING =
  /(?:kind regards|best regards|yours (?:sincerely|faithfully)|thank you for (?:seeing|accepting|referring)|with best wishes|i remain|mit freundlichen|mit kollegialen|cordialement|confraternellement|un saludo|atentamente|cordiali saluti|met vriendelijke groet|z poważaniem|vänliga hälsningar)/iu

/** A line that ends in an amount of money: "Consultation   1   45.00", "Meloxicam 12,50 €". */
const PRICE_LINE =
  /(?:^|[\s:=|;,])(?:[€$£¥]|EUR|USD|GBP|CHF|PLN|SEK|zł|kr)?\s?-?\d{1,3}(?:[ .,'’]?\d{3})*[.,]\d{2}\s?(?:[€$£¥]|EUR|USD|GBP|CHF|PLN|SEK|zł|kr)?\s*[A-Z*]?\s*$/u
const CURRENCY = /[€$£¥]|(?<!\p{L})(?:EUR|USD|GBP|CHF|PLN|SEK|DKK|NOK|zł|kr)(?!\p{L})/gu

/** A date at the beginning of a line, as a history has one for each visit. */
const DATED_LINE = /^\s*(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\b/

/**
 * What a text looks like, or null where it says too little. A history in which a price stands stays a history; a bill that
 * lists treatments stays a bill.
 */
export function looksLike(text: string): Looks | null {
  const lines = text.split('\n', 4000).map((line) => line.slice(0, 400))
  const priced = lines.filter((line) => PRICE_LINE.test(line) && !LAB_UNIT.test(line))
  const told = lines.filter((line) => !PRICE_LINE.test(line)).join('\n')
  const clinical = distinct(told, CLINICAL_WORDS, CLINICAL_ANYWHERE)
  const notes = lines.filter((line) => SOAP_LINE.test(line)).length
  if (isReceipt({ text, priced: priced.length, clinical, notes })) return 'RECEIPT'
  const measured = lines.filter((line) => NUMBER.test(line) && LAB_UNIT.test(line)).length
  if (measured >= 4 && distinct(text, LAB_WORDS) >= 1 && measured >= notes * 2) return 'LAB'
  if (GREETING.test(text) && (CLOSING.test(text) || clinical >= 2)) return 'LETTER'
  const visits = lines.filter((line) => DATED_LINE.test(line)).length
  return clinical + notes + Math.min(visits, 3) >= 4 && clinical >= 2 ? 'HISTORY' : null
}

type Told = { text: string; priced: number; clinical: number; notes: number }

/** Words of money and lines with prices, and more of them than of what was found. */
function isReceipt({ text, priced, clinical, notes }: Told): boolean {
  const money = distinct(text, MONEY_WORDS, MONEY_ANYWHERE)
  const currencies = text.match(CURRENCY)?.length ?? 0
  const bill = 2 * Math.min(money, 5) + Math.min(priced, 6) + Math.min(currencies, 3)
  return money >= 2 && (priced >= 1 || currencies >= 2) && bill >= 6 && bill > 2 * clinical + 2 * notes
}

/** How many different ones of these occur. */
function distinct(text: string, whole: RegExp, anywhere?: RegExp): number {
  const found = [...text.matchAll(whole), ...(anywhere ? text.matchAll(anywhere) : [])]
  return new Set(found.map(([word]) => word.toLowerCase())).size
}

/** Any of these as a whole word, longest first. */
function words(...lists: string[]): RegExp {
  const all = lists.flatMap((list) => list.split('|')).toSorted((a, b) => b.length - a.length)
  return new RegExp(
    `(?<![\\p{L}\\d])(?:${all.map((word) => word.replaceAll('/', String.raw`\/`)).join('|')})(?![\\p{L}\\d])`,
    'giu',
  )
}
