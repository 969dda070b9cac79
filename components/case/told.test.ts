import { describe, expect, it } from 'vitest'
import { closesRecords, isNews } from './told.ts'

describe('what a live line tells', () => {
  it('is no news to a page that was read with it as the last event', () => {
    expect(isNews('{"type":"thread.posted","heard":"00ff"}', '00ff')).toBe(false)
    expect(isNews('{"type":"thread.posted","heard":"00ff"}', '00fe')).toBe(true)
  })

  it('is always news when it names no event: something may have been missed', () => {
    for (const told of ['', '{}', '{"type":"missed"}', '{"type":"resync"}'])
      for (const known of ['', '00ff']) expect(isNews(told, known)).toBe(true)
  })

  it('closes records when a release or an agreement has ended', () => {
    expect(closesRecords('{"type":"consent.agreementEnded","heard":"00ff"}')).toBe(true)
    expect(closesRecords('{"type":"consent.releaseEnded"}')).toBe(true)
    expect(closesRecords('{"type":"thread.posted"}')).toBe(false)
  })
})
