import { analyte } from './analyte.ts'

const haematology = analyte('Haematology')
const coagulation = analyte('Coagulation')
const cells = (loinc: string | null = null) => ({ si: '10^9/L', conventional: '10^9/L', loinc })
const share = { si: '%', conventional: '%' }
const seconds = { si: 's', conventional: 's' }

// A name with "%" in it is the share of white cells, one without their number; where a sheet's unit says otherwise, the unit wins
// (analytes.ts).
export const HAEMATOLOGY = [
  haematology(
    'HCT',
    'Haematocrit',
    'Hematocrit|PCV|Packed cell volume|Hämatokrit|Hématocrite|Hematocrito|Ematocrito|Hematokryt|Ht|Hkt|Hk|Hematocriet',
    {
      ...{ si: 'L/L', conventional: '%', loinc: '4544-3' },
    },
  ),
  haematology('HGB', 'Haemoglobin', 'Hemoglobin|Hb|Hämoglobin|Hémoglobine|Hemoglobina|Emoglobina|Hemoglobine', {
    ...{ si: 'g/L', conventional: 'g/dL', loinc: '718-7' },
  }),
  haematology(
    'RBC',
    'Red cells',
    'Red blood cells|Erythrocytes|Erythrozyten|Ery|Érythrocytes|Globules rouges|Eritrocitos|Eritrociti|Erytrocyty|Hematíes|RCC|Red cell count|Erythrocyten|Red blood cell count|Globuli rossi',
    {
      ...{ si: '10^12/L', conventional: '10^12/L', loinc: '789-8' },
    },
  ),
  haematology('MCV', 'MCV', 'Mean corpuscular volume|VCM|VGM|Mean cell volume', {
    si: 'fL',
    conventional: 'fL',
    loinc: '787-2',
  }),
  haematology('MCH', 'MCH', 'HbE|HCM|TCMH|Mean corpuscular haemoglobin|Mean corpuscular hemoglobin', {
    ...{ si: 'pg', conventional: 'pg', loinc: '785-6' },
  }),
  haematology(
    'MCHC',
    'MCHC',
    'CHCM|CCMH|Mean corpuscular haemoglobin concentration|Mean corpuscular hemoglobin concentration',
    {
      ...{ si: 'g/L', conventional: 'g/dL', loinc: '786-4' },
    },
  ),
  haematology('RDW', 'RDW', 'Red cell distribution width|RDW-CV', { ...share, loinc: '788-0' }),
  haematology(
    'RETI',
    'Reticulocytes',
    'Retikulozyten|Retic|Réticulocytes|Reticulocitos|Reticulociti|Retikulocyty|Reticulocyte count|Retics|RET',
    cells(),
  ),
  haematology(
    'WBC',
    'White cells',
    'White blood cells|Leukocytes|Leucocytes|Leukozyten|Leuko|Globules blancs|Leucocitos|Leucociti|Leukocyty|WCC|White cell count|Leukocyten|White blood cell count|Globuli bianchi',
    cells('6690-2'),
  ),
  haematology(
    'NEU',
    'Neutrophils',
    'Neutrophil|Neut|Neutrophile|Neutrophiles|Neutrófilos|Neutrofili|Neutrofile|Neutrophile Granulozyten|Neu#|Neutrophils abs|Neutrophils (abs)|Segmented neutrophils|Segs|Segmentkernige|Neutrofilos|Neutrofielen|Absolute neutrophils|Seg. neutrophils',
    cells('751-8'),
  ),
  haematology('BAND', 'Band neutrophils', 'Bands|Stabkernige|Band cells|Non-segmented neutrophils', cells()),
  haematology(
    'LYM',
    'Lymphocytes',
    'Lymphozyten|Lymph|Lympho|Linfocitos|Linfociti|Limfocyty|Lym#|Lymphocytes abs|Lymphocytes (abs)|Lymfocyten|Absolute lymphocytes|LYMPHS',
    cells('731-0'),
  ),
  haematology(
    'MONO',
    'Monocytes',
    'Monozyten|Monocitos|Monociti|Monocyty|Mon|Mono#|Monocyten|Absolute monocytes',
    cells('742-7'),
  ),
  haematology(
    'EOS',
    'Eosinophils',
    'Eosinophile|Éosinophiles|Eosinófilos|Eosinofili|Eozynofile|Eos#|Eosinofielen|Eosinophile Granulozyten|Absolute eosinophils|EO',
    cells('711-2'),
  ),
  haematology(
    'BASO',
    'Basophils',
    'Basophile|Basophiles|Basófilos|Basofili|Bazofile|Bas|Baso#|Basofielen|Basophile Granulozyten|Absolute basophils',
    cells('704-7'),
  ),
  haematology('NEU%', 'Neutrophils, share', 'Neutrophils %|Neutrophils (%)|Neu %|% Neutrophils|Neut%|%NEU', share),
  haematology('LYM%', 'Lymphocytes, share', 'Lymphocytes %|Lymphocytes (%)|Lym %|% Lymphocytes|%LYM', share),
  haematology('MONO%', 'Monocytes, share', 'Monocytes %|Monocytes (%)|Mono %|% Monocytes|%MONO', share),
  haematology('EOS%', 'Eosinophils, share', 'Eosinophils %|Eosinophils (%)|Eos %|% Eosinophils|%EOS', share),
  haematology('BASO%', 'Basophils, share', 'Basophils %|Basophils (%)|Baso %|% Basophils|%BASO', share),
  haematology(
    'RETI%',
    'Reticulocytes, share',
    'Reticulocytes %|Reticulocytes (%)|Retic %|% Reticulocytes|%RETIC',
    share,
  ),
  haematology(
    'PLT',
    'Platelets',
    'Thrombocytes|Thrombozyten|Plaquettes|Plaquetas|Piastrine|Płytki krwi|Thrombo|Platelet count|Trombocyten|PLT count',
    cells('777-3'),
  ),
  haematology('MPV', 'MPV', 'Mean platelet volume|VPM', { si: 'fL', conventional: 'fL' }),
  haematology('ESR', 'Sedimentation rate', 'BSG|BKS|VS|Erythrocyte sedimentation rate', {
    si: 'mm/h',
    conventional: 'mm/h',
  }),
  coagulation('PT', 'Prothrombin time', 'TP quick|Prothrombinzeit|Temps de prothrombine|OSPT|Thromboplastinzeit', {
    ...seconds,
    loinc: '5902-2',
  }),
  coagulation('APTT', 'aPTT', 'PTT|Partial thromboplastin time|TTPA|Activated partial thromboplastin time', seconds),
  coagulation('FIB', 'Fibrinogen', 'Fibrinogène|Fibrinógeno|Fibrinogeno|Fibrynogen', {
    si: 'g/L',
    conventional: 'mg/dL',
    loinc: '3255-7',
  }),
  coagulation('DDIM', 'D-dimer', 'D-Dimere|D-dimers|D-dimères|D Dimer', { si: 'mg/L', conventional: 'mg/L' }),
]
