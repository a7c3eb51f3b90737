// Which keys the code says, found with the type checker: the key given to `say`, `sayText` and every function that passes
// a parameter of its own on as the key. Types tell what a key put together from parts can be.
import { fileURLToPath } from 'node:url'
import ts from 'typescript-compiler-api'

export interface SaidKey {
  readonly key: string
  readonly place: string
  /** The names of the values given, where they are written out at the call; undefined when they come from elsewhere. */
  readonly values: ReadonlySet<string> | undefined
}

export interface KeysInCode {
  readonly said: readonly SaidKey[]
  /** Places where nothing tells which key is said. */
  readonly unclear: readonly string[]
}

const root = fileURLToPath(new URL('../../src/', import.meta.url))

/** Where a function takes its key, and its values behind it. */
type Sayers = Map<ts.Symbol, number>

export function findKeysInCode(): KeysInCode {
  const files = ts.sys.readDirectory(root, ['.ts'], ['db/generated'])
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: ['node'],
  })
  const checker = program.getTypeChecker()
  const calls = files.flatMap((file) => callsIn(program.getSourceFile(file)))
  const sayers: Sayers = new Map()
  let said: SaidKey[] = []
  let unclear: string[] = []
  let known = -1
  while (known !== sayers.size) {
    known = sayers.size
    said = []
    unclear = []
    for (const call of calls) readCall(call)
  }
  return { said, unclear }

  function readCall(call: ts.CallExpression): void {
    const at = keyPosition(call)
    const argument = at === undefined ? undefined : call.arguments[at]
    if (at === undefined || argument === undefined) return
    const passedOn = parameterOf(argument)
    const owner = passedOn === undefined ? undefined : functionSymbol(passedOn.parent)
    const keys = keysOf(argument)
    if (keys !== null) {
      for (const key of keys) said.push({ key, place: placeOf(call), values: valuesOf(call.arguments[at + 1]) })
    } else if (passedOn !== undefined && owner !== undefined) {
      sayers.set(owner, passedOn.parent.parameters.indexOf(passedOn))
    } else {
      unclear.push(`${placeOf(call)}: ${argument.getText()}`)
    }
  }

  function keyPosition(call: ts.CallExpression): number | undefined {
    const symbol = resolved(call.expression)
    if (symbol === undefined) return undefined
    const isOurs = symbol.declarations?.some((declaration) => declaration.getSourceFile().fileName.endsWith('/texts/render.ts'))
    if (isOurs !== true || (symbol.name !== 'say' && symbol.name !== 'sayText')) return sayers.get(symbol)
    return call.getSourceFile().fileName.endsWith('/texts/render.ts') ? undefined : 1
  }

  function resolved(expression: ts.Expression): ts.Symbol | undefined {
    const symbol = checker.getSymbolAtLocation(expression)
    return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  }

  function parameterOf(argument: ts.Expression): (ts.ParameterDeclaration & { parent: ts.SignatureDeclaration }) | undefined {
    const declaration = resolved(argument)?.valueDeclaration
    return declaration !== undefined && ts.isParameter(declaration) ? declaration : undefined
  }

  function functionSymbol(owner: ts.SignatureDeclaration): ts.Symbol | undefined {
    const named =
      owner.name ?? (owner.parent !== undefined && ts.isVariableDeclaration(owner.parent) ? owner.parent.name : undefined)
    return named === undefined ? undefined : checker.getSymbolAtLocation(named)
  }

  /** What the expression can be; null when it can be any text. */
  function keysOf(expression: ts.Expression): readonly string[] | null {
    if (ts.isParenthesizedExpression(expression)) return keysOf(expression.expression)
    if (ts.isConditionalExpression(expression)) {
      const [yes, no] = [keysOf(expression.whenTrue), keysOf(expression.whenFalse)]
      return yes === null || no === null ? null : [...yes, ...no]
    }
    if (!ts.isTemplateExpression(expression)) return literalsOf(checker.getTypeAtLocation(expression))
    let keys: string[] = [expression.head.text]
    for (const { expression: part, literal } of expression.templateSpans) {
      const parts = keysOf(part)
      if (parts === null) return null
      keys = keys.flatMap((key) => parts.map((text) => key + text + literal.text))
    }
    return keys
  }

  function literalsOf(type: ts.Type): readonly string[] | null {
    if (type.isStringLiteral()) return [type.value]
    if (type.isUnion() && type.types.every((member) => member.isStringLiteral())) {
      return type.types.map((member) => (member as ts.StringLiteralType).value)
    }
    return null
  }

  function valuesOf(argument: ts.Expression | undefined): ReadonlySet<string> | undefined {
    if (argument === undefined) return new Set()
    const type = checker.getTypeAtLocation(argument)
    if (mayHoldMore(type)) return undefined
    const spreads = ts.isObjectLiteralExpression(argument) ? argument.properties.filter(ts.isSpreadAssignment) : []
    if (spreads.some(({ expression }) => mayHoldMore(checker.getTypeAtLocation(expression)))) return undefined
    return new Set(checker.getPropertiesOfType(type).map((property) => property.name))
  }

  /** A record of anything tells nothing of what it holds. */
  function mayHoldMore(type: ts.Type): boolean {
    return checker.getIndexInfosOfType(type).length > 0
  }
}

function callsIn(file: ts.SourceFile | undefined): readonly ts.CallExpression[] {
  const calls: ts.CallExpression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) calls.push(node)
    ts.forEachChild(node, visit)
  }
  if (file !== undefined) visit(file)
  return calls
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile()
  return `${file.fileName.slice(root.length)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}
