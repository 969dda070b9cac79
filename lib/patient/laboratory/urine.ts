import { analyte } from './analyte.ts'

const urine = analyte('Urine')

// In urine a name alone ("Glucose", "Protein") is not certain: only names that say urine, or that nothing else has.
export const URINE = [
  urine(
    'USG',
    'Urine specific gravity',
    'Specific gravity|SG|Sp. gravity|Spezifisches Gewicht|Densité urinaire|Densidad urinaria|Peso specifico|Ciężar właściwy|Urinary specific gravity|Urine SG|Harngewicht',
    {
      loinc: '2965-2',
    },
  ),
  urine('UPH', 'Urine pH', 'pH (urine)|pH, urine|Urin-pH|pH urinaire|Urine: pH', { loinc: '2756-5' }),
  urine(
    'UPC',
    'Urine protein/creatinine ratio',
    'UPCR|UP/C|UP:C|Urine protein:creatinine ratio|Protein/creatinine ratio|Protein/Kreatinin-Quotient|U-P/C|RPCU|Urine protein creatinine ratio|UPC ratio',
    {
      loinc: '2890-2',
    },
  ),
  urine('UPRO', 'Urine protein', 'Protein (urine)|Protein, urine|Urin-Protein|Protéinurie|Proteinuria', {
    si: 'g/L',
    conventional: 'mg/dL',
  }),
  urine('UGLU', 'Urine glucose', 'Glucose (urine)|Glucose, urine|Glukose im Urin|Glucosuria|Urin-Glukose', {
    ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'C6H12O6' },
  }),
  urine('UKET', 'Urine ketones', 'Ketones (urine)|Ketones, urine|Ketone|Ketones|Ketonkörper|Cétones|Chetoni'),
  urine('UBIL', 'Urine bilirubin', 'Bilirubin (urine)|Bilirubin, urine|Bilirubinuria'),
  urine('UBLD', 'Urine blood', 'Blood (urine)|Blood, urine|Blut im Urin|Haematuria|Hematuria'),
  urine('UWBC', 'Urine white cells', 'WBC (urine)|WBC/HPF|Leukocytes (urine)|Leukozyten im Urin|WBC, urine', {
    si: '/HPF',
    conventional: '/HPF',
  }),
  urine('URBC', 'Urine red cells', 'RBC (urine)|RBC/HPF|Erythrozyten im Urin|RBC, urine', {
    si: '/HPF',
    conventional: '/HPF',
  }),
  urine('UCREA', 'Urine creatinine', 'Creatinine (urine)|Creatinine, urine|Kreatinin im Urin', {
    ...{ si: 'mmol/L', conventional: 'mg/dL', formula: 'C4H7N3O' },
  }),
  urine(
    'UCCR',
    'Urine cortisol/creatinine ratio',
    'UCCR|UC:CR|Cortisol/creatinine ratio|Urine cortisol:creatinine ratio|Cortisol/Kreatinin-Quotient',
  ),
]
