// What is told of an animal's laboratory values in one case: as reported, by analyte, over time.

/** How a value stands to the interval on its own sheet, or as the sheet flags it. ABNORMAL: no direction. UNKNOWN: the sheet says neither. */
export type LabState = 'CRITICAL' | 'HIGH' | 'LOW' | 'ABNORMAL' | 'NORMAL' | 'UNKNOWN'

export type UnitSystem = 'reported' | 'si' | 'conventional'

/** One value of one day. Numbers are in `unit`, which the reader's unit system decides; `said` is as the sheet has it. */
export type LabPoint = {
  sheetId: string
  /** "2026-11-12" */
  day: string
  said: string
  saidUnit: string
  /** The sheet's own words for its interval: "5.5 - 8.5"; '' where it gives none. */
  saidRange: string
  /** '<' or '>' where the value lies beyond what was measured. */
  bound: '' | '<' | '>'
  /** Null for words ("negative") and for a value that cannot be given in `unit`. */
  value: number | null
  unit: string
  low: number | null
  high: number | null
  state: LabState
  /** Values of days before the case came along count as they are. */
  laboratory: string
  holder: 'OWNER' | 'PRACTICE'
}

/** One analyte over time, oldest first. */
export type LabSeries = {
  /** The analyte's code, or its name as reported where we do not know it. */
  key: string
  /** "Creatinine"; as reported for what we do not know. */
  name: string
  /** "Chemistry"; "Other" for what we do not know. */
  panel: string
  loinc: string | null
  /** Of the newest value. */
  unit: string
  points: LabPoint[]
  latest: LabPoint
  /** From the value before to the newest, where both are numbers in one unit. */
  direction: 'UP' | 'DOWN' | 'STEADY' | null
  /** How a value was taken into this unit: "× 88.4, molar mass of C4H7N3O"; null where nothing was converted. */
  conversion: string | null
}

/** One sheet: the values of one day from one laboratory, by one side. */
export type LabSheetView = {
  id: string
  day: string
  laboratory: string
  holder: 'OWNER' | 'PRACTICE'
  by: string
  at: Date
  /** The record that it was read from. */
  record: { id: string; name: string } | null
  count: number
  own: boolean
  carried: boolean
  version: number
}

/** Everything measured that this reader may see: abnormal analytes first. */
export type LabView = {
  title: string
  system: UnitSystem
  series: LabSeries[]
  sheets: LabSheetView[]
  closed: boolean
}
