import { COUNTRIES, isCountry } from '#lib/organization/countries.ts'

// Where an animal can live: a country, and its part where rules differ within one. Codes of ISO 3166. Pure.

const PARTS: Record<string, Record<string, string>> = {
  US: named(
    'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,' +
      'FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,' +
      'MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,' +
      'NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,' +
      'OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,' +
      'VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming',
  ),
  CA: named(
    'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,' +
      'NT Northwest Territories,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon',
  ),
  AU: named(
    'ACT Australian Capital Territory,NSW New South Wales,NT Northern Territory,QLD Queensland,SA South Australia,' +
      'TAS Tasmania,VIC Victoria,WA Western Australia',
  ),
}

function named(list: string): Record<string, string> {
  return Object.fromEntries(
    list.split(',').map((one) => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)]),
  )
}

/** The rule for wherever there is none of its own. */
export const ELSEWHERE = '*'

const countryOf = (place: string): string => place.split('-')[0] ?? ''

/** A country, or a known part of one. */
export function isPlace(code: string): boolean {
  const [country = '', part] = code.split('-')
  return isCountry(country) && (part === undefined || Object.hasOwn(PARTS[country] ?? {}, part))
}

/** "California, United States" */
export function placeWords(place: string): string {
  if (place === ELSEWHERE) return 'Anywhere else'
  const [code = '', part] = place.split('-')
  const country = COUNTRIES.find((one) => one.code === code)?.name ?? code
  return part === undefined ? country : `${PARTS[code]?.[part] ?? part}, ${country}`
}

/** Places whose rule may be the one, the nearest first: the part, its country, anywhere else. */
export function placesAround(place: string): string[] {
  if (place === '' || place === ELSEWHERE) return [ELSEWHERE]
  return [...new Set([place, countryOf(place), ELSEWHERE])]
}

/** For a list to choose from: countries by name, and the parts of those that have them as groups of their own. */
export const PLACES: {
  countries: readonly { code: string; name: string }[]
  parts: { of: string; places: { code: string; name: string }[] }[]
} = {
  countries: COUNTRIES,
  parts: Object.entries(PARTS).map(([country, parts]) => ({
    of: placeWords(country),
    places: Object.entries(parts).map(([part, name]) => ({ code: `${country}-${part}`, name })),
  })),
}
