// What the laws need to know of one source file, read by a real parser (oxc), so that a comment or a string never counts.
import { parseSync, Visitor } from 'oxc-parser'
import type { EcmaScriptModule, Expression, Program } from 'oxc-parser'

/** `typeOnly`: gone after compilation, so it can do no IO. `line` counts from 1. */
export type Import = { specifier: string; typeOnly: boolean; line: number }

/** A value that a module exports. `builtBy`: the local name at the root of the call that made it, if a call did. */
export type ExportedValue = { name: string; builtBy: string | undefined; line: number }

export type Source = {
  path: string
  lineCount: number
  /** The first comment's words if the file begins with one. */
  firstComment: string | undefined
  imports: Import[]
  /** Local names bound by value imports, with the specifier they come from. */
  bindings: Map<string, string>
  exports: ExportedValue[]
  /** 'use server' and 'use client' at the top of the file. */
  directives: string[]
  /** Lines of 'use server' inside a function. */
  inlineActions: number[]
  /** Lines that read `process.env` or `import.meta.env`. */
  environmentReads: number[]
  /** Exports something, and all of it from other files. */
  onlyReExports: boolean
}

/** Throws with the file's name when it does not parse. */
export function parseSource(path: string, text: string): Source {
  const { program, module, comments, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  const first = comments[0]
  const begins = first && text.slice(0, first.start).trim() === ''
  return {
    path,
    lineCount: text.trimEnd().split('\n').length,
    firstComment: begins ? first.value : undefined,
    imports: importsOf(module, text, lineAt),
    bindings: bindingsOf(module),
    exports: exportsOf(program, lineAt),
    directives: program.body.flatMap((node) => ('directive' in node && node.directive ? [node.directive] : [])),
    ...uses(program, lineAt),
    onlyReExports: isBarrel(program),
  }
}

function importsOf(module: EcmaScriptModule, text: string, lineAt: (offset: number) => number): Import[] {
  const written = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    line: lineAt(start),
  }))
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType, start }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType, line: lineAt(start) }] : [],
    ),
  )
  const late = module.dynamicImports.flatMap(({ moduleRequest, start }) => {
    const literal = /^(['"`])([^'"`$]+)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))
    return literal?.[2] ? [{ specifier: literal[2], typeOnly: false, line: lineAt(start) }] : []
  })
  return [...written, ...passedOn, ...late]
}

function bindingsOf(module: EcmaScriptModule): Map<string, string> {
  return new Map(
    module.staticImports.flatMap(({ moduleRequest, entries }) =>
      entries.filter(({ isType }) => !isType).map(({ localName }) => [localName.value, moduleRequest.value] as const),
    ),
  )
}

function exportsOf(program: Program, lineAt: (offset: number) => number): ExportedValue[] {
  const built = new Map<string, string | undefined>()
  for (const node of program.body) {
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') continue
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier') built.set(id.name, init ? rootOfCall(init) : undefined)
    }
  }
  const exported = (name: string, start: number) => ({ name, builtBy: built.get(name), line: lineAt(start) })
  return program.body.flatMap((node): ExportedValue[] => {
    if (node.type === 'ExportAllDeclaration' && node.exportKind === 'value') return [exported('*', node.start)]
    if (node.type === 'ExportDefaultDeclaration') return [exported('default', node.start)]
    if (node.type !== 'ExportNamedDeclaration' || node.exportKind === 'type') return []
    const listed = node.specifiers
      .filter(({ exportKind }) => exportKind === 'value')
      .map(({ local, start }) => exported('name' in local ? local.name : local.value, start))
    return [...declaredNames(node.declaration).map((name) => exported(name, node.start)), ...listed]
  })
}

type Declared = Extract<Program['body'][number], { type: 'ExportNamedDeclaration' }>['declaration']

function declaredNames(declaration: Declared): string[] {
  if (!declaration) return []
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : '(a pattern)'))
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration')
    return [declaration.id?.name ?? 'default']
  return []
}

/** `action.for(schema).run(fn)` -> `action`; `action(fn)` -> `action`; anything that is not a call -> undefined. */
function rootOfCall(expression: Expression): string | undefined {
  if (expression.type === 'TSSatisfiesExpression' || expression.type === 'TSAsExpression')
    return rootOfCall(expression.expression)
  if (expression.type !== 'CallExpression') return undefined
  let callee = expression.callee
  while (callee.type === 'MemberExpression' || callee.type === 'CallExpression')
    callee = callee.type === 'MemberExpression' ? callee.object : callee.callee
  return callee.type === 'Identifier' ? callee.name : undefined
}

function uses(program: Program, lineAt: (offset: number) => number) {
  const environmentReads: number[] = []
  const inlineActions: number[] = []
  new Visitor({
    MemberExpression({ object, property, start }) {
      const ofProcess = object.type === 'Identifier' && object.name === 'process'
      const named = property.type === 'Identifier' ? property.name : property.type === 'Literal' ? property.value : ''
      if ((ofProcess || object.type === 'MetaProperty') && named === 'env') environmentReads.push(lineAt(start))
    },
    BlockStatement({ body }) {
      for (const node of body)
        if ('directive' in node && node.directive === 'use server') inlineActions.push(lineAt(node.start))
    },
  }).visit(program)
  return { environmentReads, inlineActions }
}

function isBarrel(program: Program): boolean {
  const passesOn = (node: Program['body'][number]) =>
    node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source !== null)
  return program.body.length > 0 && program.body.every(passesOn)
}
