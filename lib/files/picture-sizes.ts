/** The longer edge of a preview in a list, and of one on a page of its own, in pixels. */
export const THUMB_EDGE = 256
export const VIEW_EDGE = 2048
/** Larger pictures are not opened: a few kilobytes can claim to be gigabytes. */
export const MOST_PIXELS = 120_000_000
