// Dates in words. Pure: the caller gives zone, locale and "now", so that server and browser say the same.

export type TimeOptions = {
  /** IANA zone; UTC unless given. */
  zone?: string
  locale?: string
  now?: Date | number
}
export type TimeDetail = 'date' | 'datetime' | 'time' | 'full'

const hour = 3_600_000
const day = 24 * hour

/** "Tue 24 Nov, 18:00", with the year when it is not this one; `full` adds the weekday, year and the zone's name. */
export function formatTime(value: Date | string | number, detail: TimeDetail = 'datetime', options: TimeOptions = {}) {
  const { zone = 'UTC', locale = 'en-GB', now = Date.now() } = options
  const date = new Date(value)
  if (detail === 'full') return `${dateFormat(locale, zone, 'full').format(date)} (${zone.replaceAll('_', ' ')})`
  if (detail === 'time') return dateFormat(locale, zone, 'time').format(date)
  const { format: year } = dateFormat(locale, zone, 'year')
  return dateFormat(locale, zone, year(date) === year(now) ? detail : `${detail}AndYear`).format(date)
}

/** "Wednesday 25 November": a day of its own, as a list divides by it. */
export const formatDay = (value: Date, zone: string) => dateFormat('en-GB', zone, 'day').format(value)

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const styles = {
  year: { year: 'numeric' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  time: clock,
  date: { day: 'numeric', month: 'short' },
  dateAndYear: { day: 'numeric', month: 'short', year: 'numeric' },
  datetime: { weekday: 'short', day: 'numeric', month: 'short', ...clock },
  datetimeAndYear: { day: 'numeric', month: 'short', year: 'numeric', ...clock },
  full: { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

// A formatter is costly to make (tens of microseconds) and a page asks for hundreds; there are as many as zones in use.
const dateFormats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(locale: string, zone: string, style: keyof typeof styles): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${style}`
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...styles[style], timeZone: zone })
    dateFormats.set(key, format)
  }
  return format
}

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>()

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  let format = relativeFormats.get(locale)
  if (!format) {
    format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
    relativeFormats.set(locale, format)
  }
  return format
}

/** "2 hours ago", "in 3 days", "now". */
export function formatRelative(value: Date | string | number, options: TimeOptions = {}) {
  const { locale = 'en-GB', now = Date.now() } = options
  const distance = new Date(value).getTime() - new Date(now).getTime()
  const size = Math.abs(distance)
  const format = relativeFormat(locale)
  if (size < 60_000) return format.format(0, 'second')
  if (size < hour) return format.format(Math.round(distance / 60_000), 'minute')
  if (size < 36 * hour) return format.format(Math.round(distance / hour), 'hour')
  if (size < 45 * day) return format.format(Math.round(distance / day), 'day')
  if (size < 550 * day) return format.format(Math.round(distance / (30.4 * day)), 'month')
  return format.format(Math.round(distance / (365.25 * day)), 'year')
}

/** A length of time in at most two units: "25 min", "47 h", "2 d 2 h". Milliseconds. */
export function formatDuration(length: number) {
  const minutes = Math.max(0, Math.round(length / 60_000))
  if (minutes < 1) return 'under 1 min'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours <= 48) return hours < 6 && minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`
  const rest = hours % 24
  return rest && hours < 24 * 7 ? `${Math.floor(hours / 24)} d ${rest} h` : `${Math.floor(hours / 24)} d`
}
