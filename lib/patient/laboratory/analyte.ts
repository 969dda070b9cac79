export type Panel = 'Haematology' | 'Chemistry' | 'Endocrine' | 'Coagulation' | 'Blood gas' | 'Urine'

/** What a laboratory measures, as data. */
export type Analyte = {
  code: string
  name: string
  panel: Panel
  /** LOINC's code of the usual measurement in conventional units; null where we are not sure. */
  loinc: string | null
  /** Labels of units.ts; null where there is none (a ratio, pH) or where the two do not differ for certain. */
  si: string | null
  conventional: string | null
  /** Of what is weighed, where a mass can be taken into an amount: of urea nitrogen, nitrogen. */
  formula: string | null
  /** Charges of the ion, where milliequivalents are in use. */
  valence: number | null
  /** Lines of two analytes make one trend: urea and urea nitrogen. */
  series: string
  /** Names and abbreviations as they stand on sheets, in several languages. */
  names: readonly string[]
}

type Some = Partial<Pick<Analyte, 'loinc' | 'si' | 'conventional' | 'formula' | 'valence' | 'series'>>

/** For the lists of each panel. Names are separated by "|"; the analyte's own name is one of them. */
export const analyte =
  (panel: Panel) =>
  (code: string, name: string, names: string, some: Some = {}): Analyte => ({
    ...{ code, name, panel, loinc: null, si: null, conventional: null, formula: null, valence: null, series: code },
    ...some,
    names: [name, code, ...names.split('|').filter(Boolean)],
  })
