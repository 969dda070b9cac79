import {
  addTool,
  AngleTool,
  EllipticalROITool,
  Enums,
  LengthTool,
  PanTool,
  StackScrollTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools'

// What the pointer does. The middle and right button, the wheel and two fingers always do the same.

export type ToolName = 'window' | 'scroll' | 'zoom' | 'pan' | 'length' | 'angle' | 'ellipse'

const TOOLS = {
  window: WindowLevelTool,
  scroll: StackScrollTool,
  zoom: ZoomTool,
  pan: PanTool,
  length: LengthTool,
  angle: AngleTool,
  ellipse: EllipticalROITool,
}

/** The library's names of the tools that leave a measurement on the image. */
export const MEASURES: readonly string[] = [LengthTool.toolName, AngleTool.toolName, EllipticalROITool.toolName]

const GROUP = 'conferral'
const { Primary, Secondary, Auxiliary, Wheel } = Enums.MouseBindings

/** Makes the tools known to the library, once. */
export function addTools(): void {
  for (const tool of Object.values(TOOLS)) addTool(tool)
}

/** Gives a viewport the tools; those on the primary button come by `takeTool`. */
export function equip(viewportId: string, engineId: string): void {
  const group = ToolGroupManager.getToolGroup(GROUP) ?? newGroup()
  group.addViewport(viewportId, engineId)
}

function newGroup() {
  const group = ToolGroupManager.createToolGroup(GROUP)
  if (!group) throw new Error('The tools are not there')
  for (const { toolName } of Object.values(TOOLS)) group.addTool(toolName)
  takeTool('window', group)
  return group
}

/** From now on the primary button, or one finger, does this. */
export function takeTool(name: ToolName, group = ToolGroupManager.getToolGroup(GROUP)): void {
  if (!group) return
  for (const { toolName } of Object.values(TOOLS)) group.setToolPassive(toolName, { removeAllBindings: true })
  const first = (tool: ToolName) => (tool === name ? [{ mouseButton: Primary }] : [])
  group.setToolActive(TOOLS.scroll.toolName, { bindings: [...first('scroll'), { mouseButton: Wheel }] })
  group.setToolActive(TOOLS.pan.toolName, { bindings: [...first('pan'), { mouseButton: Auxiliary }] })
  group.setToolActive(TOOLS.zoom.toolName, {
    bindings: [...first('zoom'), { mouseButton: Secondary }, { numTouchPoints: 2 }],
  })
  if (!['scroll', 'pan', 'zoom'].includes(name)) group.setToolActive(TOOLS[name].toolName, { bindings: first(name) })
}

/** Takes the tools from a viewport that goes. */
export function unequip(viewportId: string, engineId: string): void {
  ToolGroupManager.getToolGroup(GROUP)?.removeViewports(engineId, viewportId)
}
