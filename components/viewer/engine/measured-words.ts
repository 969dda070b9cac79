// What was measured, in words. Pure.

/** The library's values of one measurement. */
export type Stats = Record<string, unknown>

/** Null while it is being drawn. */
export function measuredWords(tool: string, stats: Stats | undefined): string | null {
  if (!stats) return null
  const value = (name: string, digits: number): string | null => {
    const found = stats[name]
    return typeof found === 'number' && Number.isFinite(found) ? found.toFixed(digits) : null
  }
  const unit = (name: string): string => (typeof stats[name] === 'string' ? ` ${stats[name]}` : '')
  if (tool === 'Length') return value('length', 1) && `Length ${value('length', 1)}${unit('unit')}`
  if (tool === 'Angle') return value('angle', 1) && `Angle ${value('angle', 1)}°`
  const area = value('area', 0)
  if (!area) return null
  const mean = value('mean', 1)
  const spread = value('stdDev', 1)
  const inside = mean && spread ? `, mean ${mean} ± ${spread}${unit('modalityUnit')}` : ''
  return `Area ${area}${unit('areaUnit')}${inside}`
}
