import { icon } from './icons.tsx'

// What stands on the tools of a viewer. Apart from the others: a shape that a script of the browser draws is loaded with every
// page that has any, and these are wanted on one.

export const FitToScreen = /* @__PURE__ */ icon(
  'M8 3H5a2 2 0 0 0-2 2v3M21 8V5a2 2 0 0 0-2-2h-3M3 16v3a2 2 0 0 0 2 2h3M16 21h3a2 2 0 0 0 2-2v-3',
)
export const Glass = /* @__PURE__ */ icon('M21 21l-4.34-4.34M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0')
export const PageBack = /* @__PURE__ */ icon('M15 18l-6-6 6-6')
export const PageOn = /* @__PURE__ */ icon('M9 18l6-6-6-6')
export const TurnLeft = /* @__PURE__ */ icon('M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8M3 3v5h5')
export const ZoomIn = /* @__PURE__ */ icon('M21 21l-4.35-4.35M11 8v6M8 11h6M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0')
export const ZoomOut = /* @__PURE__ */ icon('M21 21l-4.35-4.35M8 11h6M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0')
