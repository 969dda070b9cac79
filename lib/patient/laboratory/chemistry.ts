import { analyte } from './analyte.ts'

const chemistry = analyte('Chemistry')
const activity = { si: 'U/L', conventional: 'U/L' }
const salt = (formula: string, valence: number, loinc: string) => ({
  ...{ si: 'mmol/L', conventional: 'mEq/L', formula, valence, loinc },
})
const protein = (loinc: string | null) => ({ si: 'g/L', conventional: 'g/dL', loinc })

// Phosphate is weighed as phosphorus and urea nitrogen as nitrogen, as is the custom; triglycerides as triolein, the usual
// convention of laboratories. Bare "urea" in mg/dL may be urea or its nitrogen, so it has no formula and is not converted.
export const CHEMISTRY = [
  chemistry(
    'CREA',
    'Creatinine',
    'Creat|Kreatinin|Krea|Créatinine|Creatinina|Kreatynina|Creatinin|Creatinine, serum|Serum creatinine',
    {
      ...{ si: 'µmol/L', conventional: 'mg/dL', formula: 'C4H7N3O', loinc: '2160-0' },
    },
  ),
  chemistry('UREA', 'Urea', 'Harnstoff|Urée|Ureum|Mocznik|Ureia|Hst', {
    si: 'mmol/L',
    conventional: null,
    loinc: null,
  }),
  chemistry('BUN', 'Urea nitrogen', 'Blood urea nitrogen|Urea N|Harnstoff-N|Harnstoffstickstoff|Urea-N|Azote uréique', {
    ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'N2', loinc: '3094-0', series: 'UREA' },
  }),
  chemistry('SDMA', 'SDMA', 'Symmetric dimethylarginine|Symmetrisches Dimethylarginin|IDEXX SDMA', {
    ...{ si: 'µg/dL', conventional: 'µg/dL' },
  }),
  chemistry(
    'GLU',
    'Glucose',
    'Gluc|Glukose|Glucosa|Glucosio|Glicose|Glukoza|Blutzucker|Blood glucose|Glycémie|Glycemia',
    {
      ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'C6H12O6', loinc: '2345-7' },
    },
  ),
  chemistry('FRU', 'Fructosamine', 'Fruktosamin|Fructosamina|Fruktozamina|Fruct|FRUC', {
    si: 'µmol/L',
    conventional: 'µmol/L',
  }),
  chemistry(
    'ALT',
    'ALT',
    'Alanine aminotransferase|GPT|ALAT|SGPT|ALT (GPT)|ALT/GPT|ALT (SGPT)|TGP|Alanine transaminase',
    {
      ...activity,
      loinc: '1742-6',
    },
  ),
  chemistry('AST', 'AST', 'Aspartate aminotransferase|GOT|ASAT|SGOT|AST (GOT)|AST/GOT|AST (SGOT)|TGO', {
    ...activity,
    loinc: '1920-8',
  }),
  chemistry(
    'ALP',
    'ALP',
    'Alkaline phosphatase|AP|ALKP|Alk Phos|Alkalische Phosphatase|PAL|Phosphatase alcaline|FA|Fosfatasa alcalina|SAP|ALKP (ALP)',
    {
      ...activity,
      loinc: '6768-6',
    },
  ),
  chemistry('GGT', 'GGT', 'Gamma-glutamyltransferase|Gamma GT|γ-GT|y-GT|GammaGT|Gamma-GT', {
    ...activity,
    loinc: '2324-2',
  }),
  chemistry('GLDH', 'GLDH', 'Glutamate dehydrogenase|Glutamatdehydrogenase|GDH', activity),
  chemistry('SDH', 'SDH', 'Sorbitol dehydrogenase|Sorbitdehydrogenase', activity),
  chemistry('LDH', 'LDH', 'Lactate dehydrogenase|Laktatdehydrogenase|LD', activity),
  chemistry('CK', 'CK', 'Creatine kinase|Creatinkinase|Kreatinkinase|CPK|Creatine phosphokinase', {
    ...activity,
    loinc: '2157-6',
  }),
  chemistry('AMY', 'Amylase', 'Amyl|Alpha-Amylase|Amilasa|Amilasi|Amylaza|α-Amylase', { ...activity, loinc: '1798-8' }),
  chemistry('LIP', 'Lipase', 'Lipasa|Lipasi|Lipaza|LIPA|DGGR lipase|Lipase (DGGR)', { ...activity, loinc: '3040-3' }),
  chemistry('PLI', 'Pancreatic lipase', 'cPLI|fPLI|Spec cPL|Spec fPL|cPL|fPL|PLI', {
    si: 'µg/L',
    conventional: 'ng/mL',
  }),
  chemistry('TLI', 'Trypsin-like immunoreactivity', 'cTLI|fTLI|TLI', { si: 'µg/L', conventional: 'ng/mL' }),
  chemistry(
    'TBIL',
    'Bilirubin',
    'Total bilirubin|Bilirubin total|Bilirubin, total|T-Bil|Bili|Bilirubin gesamt|Gesamtbilirubin|Bilirubine totale|Bilirubine|Bilirubina total|Bilirubina|Bilirubina totale|Bilirubina całkowita|T Bil',
    {
      ...{ si: 'µmol/L', conventional: 'mg/dL', formula: 'C33H36N4O6', loinc: '1975-2' },
    },
  ),
  chemistry(
    'BA',
    'Bile acids',
    'Gallensäuren|Acides biliaires|Ácidos biliares|Acidi biliari|SBA|Total bile acids|TBA|Bile acids, fasting',
    {
      ...{ si: 'µmol/L', conventional: 'µmol/L' },
    },
  ),
  chemistry('NH3', 'Ammonia', 'Ammoniak|Ammoniac|Amoníaco|Ammoniaca|Amoniak|AMON', {
    si: 'µmol/L',
    conventional: 'µg/dL',
    formula: 'NH3',
  }),
  chemistry(
    'TP',
    'Total protein',
    'Protein total|Gesamteiweiß|Gesamteiweiss|Gesamtprotein|Eiweiß|Protéines totales|Proteínas totales|Proteine totali|Białko całkowite|Totaal eiwit|Protein, total|Total Proteins|T Protein',
    protein('2885-2'),
  ),
  chemistry('ALB', 'Albumin', 'Albumine|Albúmina|Albumina', protein('1751-7')),
  chemistry('GLOB', 'Globulin', 'Globulins|Globuline|Globulinas|Globulina|Globuliny|Globulines', protein(null)),
  chemistry(
    'AG',
    'Albumin/globulin ratio',
    'A/G|A/G ratio|Alb/Glob|ALB/GLOB|Albumin/Globulin|A:G ratio|AG ratio|Albumin/Globulin-Quotient',
  ),
  chemistry(
    'CHOL',
    'Cholesterol',
    'Cholesterin|Cholestérol|Colesterol|Colesterolo|Total cholesterol|Cholesterol całkowity|T-Chol',
    {
      ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'C27H46O', loinc: '2093-3' },
    },
  ),
  chemistry('TRIG', 'Triglycerides', 'Triglyceride|Triglyzeride|Trigliceridi|Triglicéridos|Trójglicerydy|TG', {
    ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'C57H104O6', loinc: '2571-8' },
  }),
  chemistry('NA', 'Sodium', 'Na+|Natrium|Sodio|Sód|Sódio', salt('Na', 1, '2951-2')),
  chemistry('K', 'Potassium', 'K+|Kalium|Potasio|Potassio|Potas|Potássio', salt('K', 1, '2823-3')),
  chemistry('CL', 'Chloride', 'Cl-|Chlorid|Chlorure|Cloruro|Chlor|Cloro|Chlorides|Chlorek', salt('Cl', 1, '2075-0')),
  chemistry('NAK', 'Sodium/potassium ratio', 'Na/K|Na/K ratio|Na:K ratio|Na:K|Na/K-Quotient'),
  chemistry('CA', 'Calcium', 'Total calcium|Kalzium|Calcio|Wapń|Calcium total|Calcium, total|Cálcio', {
    ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'Ca', valence: 2, loinc: '17861-6' },
  }),
  chemistry(
    'ICA',
    'Ionised calcium',
    'iCa|Ca++|Ca2+|Ionized calcium|Ionisiertes Calcium|Calcium ionisé|Calcio ionizzato|Calcio ionizado',
    {
      ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'Ca', valence: 2 },
    },
  ),
  chemistry(
    'PHOS',
    'Phosphate',
    'Phosphorus|Phosphor|P|Inorganic phosphate|Anorganisches Phosphat|Phosphore|Fósforo|Fosforo|Fosfor|Phosphat|Phos|PO4|IP|Inorganic phosphorus',
    {
      ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'P', loinc: '2777-1' },
    },
  ),
  chemistry('MG', 'Magnesium', 'Mg++|Mg2+|Magnésium|Magnesio|Magnez|Magnésio', {
    ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'Mg', valence: 2, loinc: '19123-9' },
  }),
  chemistry('FE', 'Iron', 'Eisen|Fer|Hierro|Ferro|Żelazo|Serum iron', {
    si: 'µmol/L',
    conventional: 'µg/dL',
    formula: 'Fe',
    loinc: '2498-4',
  }),
  chemistry('LAC', 'Lactate', 'Laktat|Lactat|Lactato|Lattato|Mleczan|Lactic acid|Milchsäure', {
    ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'C3H6O3' },
  }),
  chemistry('UA', 'Uric acid', 'Harnsäure|Acide urique|Ácido úrico|Acido urico|Kwas moczowy|URIC', {
    ...{ si: 'µmol/L', conventional: 'mg/dL', formula: 'C5H4N4O3', loinc: '3084-1' },
  }),
  chemistry(
    'CRP',
    'C-reactive protein',
    'cCRP|C-reaktives Protein|Protéine C réactive|Proteína C reactiva|Białko C-reaktywne|C reactive protein',
    {
      ...{ si: 'mg/L', conventional: 'mg/dL', loinc: '1988-5' },
    },
  ),
  chemistry('SAA', 'Serum amyloid A', 'Amyloid A|fSAA|Serum-Amyloid A', { si: 'mg/L', conventional: 'mg/L' }),
  chemistry('B12', 'Cobalamin', 'Vitamin B12|Cobalamine|Cobalamina|Kobalamin|Vitamin B-12|Witamina B12', {
    ...{ si: 'pmol/L', conventional: 'ng/L', formula: 'C63H88CoN14O14P', loinc: '2132-9' },
  }),
  chemistry('FOL', 'Folate', 'Folic acid|Folsäure|Folat|Folato|Ácido fólico|Kwas foliowy|Folates', {
    ...{ si: 'nmol/L', conventional: 'µg/L', formula: 'C19H19N7O6', loinc: '2284-8' },
  }),
  chemistry('TNI', 'Troponin I', 'cTnI|Cardiac troponin I|Troponin-I|Troponine I|Troponina I|TnI', {
    si: 'µg/L',
    conventional: 'ng/mL',
  }),
  chemistry('BNP', 'NT-proBNP', 'NTproBNP|NT proBNP|Cardiopet proBNP|proBNP', { si: 'pmol/L', conventional: 'pmol/L' }),
]
