import { analyte } from './analyte.ts'

const endocrine = analyte('Endocrine')
const gas = analyte('Blood gas')
const thyroxine = 'C15H11I4NO4'
const cortisol = { si: 'nmol/L', conventional: 'µg/dL', formula: 'C21H30O5' }

export const ENDOCRINE = [
  endocrine(
    'T4',
    'Total T4',
    'TT4|Thyroxine|Thyroxin|Tiroxina|Tiroxina total|T4 total|T4, total|T4 gesamt|Gesamt-T4|T4 totale|Tyroksyna|Thyroxine (T4)',
    {
      ...{ si: 'nmol/L', conventional: 'µg/dL', formula: thyroxine, loinc: '3026-2' },
    },
  ),
  endocrine(
    'FT4',
    'Free T4',
    'fT4|T4 free|Free thyroxine|Freies T4|T4 libre|T4 libera|Freies Thyroxin|T4 libero|fT4 (ED)|Free T4 (ED)',
    {
      ...{ si: 'pmol/L', conventional: 'ng/dL', formula: thyroxine, loinc: '3024-7' },
    },
  ),
  endocrine('T3', 'Total T3', 'TT3|Triiodothyronine|T3 total|T3 gesamt|Trijodthyronin', {
    ...{ si: 'nmol/L', conventional: 'ng/dL', formula: 'C15H12I3NO4' },
  }),
  endocrine('TSH', 'TSH', 'cTSH|Thyrotropin|Thyroid stimulating hormone|Canine TSH', {
    si: 'µg/L',
    conventional: 'ng/mL',
  }),
  // Before and after stimulation are different tests: each its own trend.
  endocrine(
    'CORT',
    'Cortisol',
    'Kortisol|Cortisolo|Cortisol, basal|Basal cortisol|Cortisol basal|Cortisol baseline|Cortisol (basal)|Kortyzol|Cortisol pre|Cortisol pre ACTH|Cortisol (pre-ACTH)',
    {
      ...cortisol,
      loinc: '2143-6',
    },
  ),
  endocrine(
    'CORTP',
    'Cortisol after ACTH',
    'Cortisol post|Cortisol post ACTH|Cortisol (post-ACTH)|Cortisol 1 h post ACTH|Cortisol post-ACTH|Cortisol nach ACTH',
    cortisol,
  ),
  endocrine(
    'CORT4',
    'Cortisol, 4 h after dexamethasone',
    'Cortisol 4h|Cortisol 4 h|Cortisol (4 h)|Cortisol 4 h post dexamethasone|LDDST 4h',
    cortisol,
  ),
  endocrine(
    'CORT8',
    'Cortisol, 8 h after dexamethasone',
    'Cortisol 8h|Cortisol 8 h|Cortisol (8 h)|Cortisol 8 h post dexamethasone|LDDST 8h',
    cortisol,
  ),
  endocrine('ACTH', 'ACTH', 'eACTH|Endogenous ACTH|Adrenocorticotropic hormone|ACTH endogen|Adrenocorticotropin', {
    ...{ si: 'ng/L', conventional: 'ng/L' },
  }),
  endocrine('INS', 'Insulin', 'Insuline|Insulina|Insulin, basal', {
    si: 'mIU/L',
    conventional: 'mIU/L',
    loinc: '20448-7',
  }),
  endocrine('PROG', 'Progesterone', 'Progesteron|Progestérone|Progesterona', {
    si: 'nmol/L',
    conventional: 'ng/mL',
    formula: 'C21H30O2',
  }),
  endocrine('TEST', 'Testosterone', 'Testosteron|Testostérone|Testosterona', {
    si: 'nmol/L',
    conventional: 'ng/dL',
    formula: 'C19H28O2',
  }),
  endocrine('E2', 'Oestradiol', 'Estradiol|Östradiol|Oestradiol-17b', {
    si: 'pmol/L',
    conventional: 'pg/mL',
    formula: 'C18H24O2',
  }),
  endocrine('ALDO', 'Aldosterone', 'Aldosteron|Aldostérone', {
    si: 'pmol/L',
    conventional: 'ng/dL',
    formula: 'C21H28O5',
  }),
  endocrine('IGF1', 'IGF-1', 'IGF1|Insulin-like growth factor 1|IGF-I|Somatomedin C', {
    si: 'µg/L',
    conventional: 'ng/mL',
  }),
  endocrine('PTH', 'PTH', 'Parathyroid hormone|Parathormon|Parathormone|Intact PTH', {
    si: 'ng/L',
    conventional: 'pg/mL',
  }),
  // "pH" alone may be urine's: it is nobody's.
  gas('BPH', 'Blood pH', 'pH (blood)|pH, blood|pH venous|pH arterial'),
  gas('PCO2', 'pCO2', 'pCO₂|PvCO2|PaCO2', { si: 'kPa', conventional: 'mmHg' }),
  gas('PO2', 'pO2', 'pO₂|PaO2|PvO2', { si: 'kPa', conventional: 'mmHg' }),
  gas('HCO3', 'Bicarbonate', 'HCO3-|Bikarbonat|Hydrogencarbonat|Bicarbonat|Bicarbonato', {
    si: 'mmol/L',
    conventional: 'mEq/L',
    valence: 1,
  }),
  gas('TCO2', 'Total CO2', 'tCO2|CO2 total|CO2', { si: 'mmol/L', conventional: 'mEq/L', valence: 1 }),
  gas('BE', 'Base excess', 'Basenüberschuss|BE(ecf)|BEecf|Base excess (ecf)', {
    si: 'mmol/L',
    conventional: 'mEq/L',
    valence: 1,
  }),
  gas('AGAP', 'Anion gap', 'Anionenlücke|AnGap', { si: 'mmol/L', conventional: 'mEq/L', valence: 1 }),
]
