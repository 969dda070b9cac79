import { parseDay } from '#lib/patient/days.ts'
import { nameKey } from './analytes.ts'
import type { Row } from './table.ts'

// The row of a table that says what its columns are. Pure.

export type Column = 'name' | 'value' | 'unit' | 'range' | 'low' | 'high' | 'flag' | 'day' | 'laboratory' | 'panel'

/** What each column holds: a part of a line, a day (whose results stand below), or null for what is left out. */
export type Header = { line: number; columns: (Column | { day: string } | null)[] }

const WORDS: Record<Column, string> = {
  name: 'test|tests|test name|analyte|parameter|name|assay|examination|investigation|untersuchung|analyt|bezeichnung|analyse|paramètre|examen|análisis|prueba|parámetro|determinación|esame|analita|parametro|badanie|nazwa|bepaling|onderzoek|parâmetro|component|observation|lab test|laboratory test',
  value:
    'result|results|value|ergebnis|wert|messwert|résultat|valeur|resultado|valor|risultato|valore|wynik|wartość|uitslag|resultaat|waarde|test result|reading|measured value',
  unit: 'unit|units|einheit|unité|unités|unidad|unidades|unità|jednostka|eenheid|unidade|uom|unit of measure',
  range:
    'reference|reference range|reference interval|reference values|ref|ref range|ref. range|ref interval|ref. interval|range|interval|normal range|normal|normals|normal values|referenz|referenzbereich|referenzwert|referenzwerte|referenzintervall|normbereich|normalbereich|normwerte|normalwerte|valeurs de référence|référence|intervalle de référence|norme|normes|usuelles|valores de referencia|rango|rango de referencia|referencia|intervalo de referencia|valori di riferimento|riferimento|zakres|zakres referencyjny|norma|referentie|referentiewaarden|referentiewaarde|valores de referência|referência',
  low: 'low|min|minimum|lower|lower limit|ref low|ref. low|low normal|reference low|untergrenze|unterer wert|von|mini|mín|mínimo|range low|normal low|lln',
  high: 'high|max|maximum|upper|upper limit|ref high|ref. high|high normal|reference high|obergrenze|oberer wert|bis|maxi|máx|máximo|range high|normal high|uln',
  flag: 'flag|flags|h/l|abnormal|abnormal flag|indicator|status|bewertung|markierung|kennung|alert|hinweis|interpretation|l/h',
  day: 'date|day|sample date|collected|collection date|date collected|sampling date|result date|test date|date of test|datum|entnahme|entnahmedatum|probendatum|abnahme|abnahmedatum|fecha|data|data di prelievo|data badania|afnamedatum|date de prélèvement|prélèvement|fecha de toma',
  laboratory: 'laboratory|lab|labor|laboratoire|laboratorio|laboratorium|laboratório|lab name|analyser|analyzer',
  panel:
    'panel|profile|group|category|section|type|profil|gruppe|bereich|perfil|pannello|grupo|department|specimen|sample|material|probe|matrix|sample type',
}

const COLUMN_OF = new Map(
  (Object.entries(WORDS) as [Column, string][]).flatMap(([column, words]) =>
    words.split('|').map((word) => [nameKey(word), column] as const),
  ),
)

/** How far down a table's head may stand: above it are the laboratory's own lines. */
const LOOK = 15

/** The head of a table, or null: a table without one is read by what its cells look like. */
export function findHeader(rows: readonly Row[], today: Date): Header | null {
  for (const { cells, line } of rows.slice(0, LOOK)) {
    const columns = cells.map((cell) => COLUMN_OF.get(nameKey(cell)) ?? dayOf(cell, today))
    const known = (wanted: Column) => columns.filter((column) => column === wanted).length
    const days = columns.filter((column) => column !== null && typeof column === 'object')
    // A row of results also begins with a name; what tells a head apart is that two of its cells say what stands below them.
    if (
      days.length > 0 &&
      known('value') === 0 &&
      !rows.some((row) => row.line < line && row.cells.length > cells.length)
    ) {
      const head =
        columns[0] === null || columns[0] === 'panel' ? (['name', ...columns.slice(1)] as Header['columns']) : columns
      if (head.filter((column) => column === 'name').length === 1) return { line, columns: head }
    }
    if (known('name') === 1 && known('value') === 1) return { line, columns: once(columns) }
  }
  return null
}

/** Of two columns of one meaning neither is certain. */
function once(columns: Header['columns']): Header['columns'] {
  return columns.map((column) => (columns.filter((other) => other === column).length > 1 ? null : column))
}

function dayOf(cell: string, today: Date): { day: string } | null {
  if (!/\d{4}|\d\.\s?\d{1,2}\./.test(cell)) return null
  const found = parseDay(cell, today)
  return 'day' in found && found.day.length === 10 ? { day: found.day } : null
}
