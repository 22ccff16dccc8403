import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..', '..');
/** All that is replayed, and nothing else, lies here; see CONTRIBUTING.md. */
const replayedFolders = ['workflows', 'domain/replayed', 'contracts/replayed'];
const replayedPackages = ['@temporalio/workflow', '@temporalio/common'];

/** What a file imports, or exports again, by whether it is there when the program runs. */
interface Source {
  values: string[];
  types: string[];
  /** It has something that runs, not only types and lists of words that types are made from. */
  hasValues: boolean;
}

function read(file: string): Source {
  if (!file.endsWith('.ts')) return { values: [], types: [], hasValues: true };
  const text = readFileSync(join(root, file), 'utf8');
  const source: Source = { values: [], types: [], hasValues: false };
  const found = (specifier: ts.Expression, isType: boolean): void => {
    if (ts.isStringLiteral(specifier)) source[isType ? 'types' : 'values'].push(specifier.text);
  };
  const visit = (node: ts.Node): void => {
    // an import that is made while the program runs
    if (ts.isCallExpression(node)) {
      const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
      if (isImport && node.arguments[0]) found(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements) {
    if (ts.isImportDeclaration(statement)) found(statement.moduleSpecifier, isTypeImport(statement));
    else if (ts.isExportDeclaration(statement)) {
      const isType = isTypeExport(statement);
      if (statement.moduleSpecifier) found(statement.moduleSpecifier, isType);
      source.hasValues ||= !isType;
    } else if (!isOfTypes(statement)) source.hasValues = true;
    visit(statement);
  }
  return source;
}

function isOfTypes(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  const isList = ({ initializer }: ts.VariableDeclaration): boolean =>
    initializer !== undefined && ts.isAsExpression(initializer) && initializer.type.getText() === 'const';
  return ts.isVariableStatement(statement) && statement.declarationList.declarations.every(isList);
}

/** `import type …`, or only `type` names in the braces: nothing of it is left when the program runs. */
function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.isTypeOnly) return true;
  const { name, namedBindings } = importClause;
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

function isTypeExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  if (isTypeOnly) return true;
  return (
    exportClause !== undefined &&
    ts.isNamedExports(exportClause) &&
    exportClause.elements.every((element) => element.isTypeOnly)
  );
}

function resolve(from: string, specifier: string): string {
  const path = join(dirname(join(root, from)), specifier);
  const file = [path, `${path}.ts`, join(path, 'index.ts')].find((each) => /\.\w+$/.test(each) && existsSync(each));
  if (file === undefined) throw new Error(`${from} imports ${specifier}, which is not there`);
  return relative(root, file);
}

interface Closure {
  files: Map<string, Source>;
  packages: Set<string>;
}

/** All that comes along with these files: their imports, the imports of those, and so on. */
function closureOf(starts: Iterable<string>, kinds: ('values' | 'types')[]): Closure {
  const closure: Closure = { files: new Map(), packages: new Set() };
  const waiting = [...starts];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (closure.files.has(file)) continue;
    const source = read(file);
    closure.files.set(file, source);
    for (const specifier of kinds.flatMap((kind) => source[kind])) {
      if (specifier.startsWith('.')) waiting.push(resolve(file, specifier));
      else closure.packages.add(specifier);
    }
  }
  return closure;
}

const isReplayed = (file: string): boolean => replayedFolders.some((folder) => file.startsWith(`${folder}/`));
const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

const replayed = closureOf(['workflows/index.ts'], ['values']);

describe('code that is replayed', () => {
  it('is what workflows import as values, and lies in the folders that say so', () => {
    expect([...replayed.files.keys()].filter((file) => !isReplayed(file))).toEqual([]);
    expect(replayed.files.size).toBeGreaterThan(20);
  });

  it('imports no package whose next version could answer differently', () => {
    expect([...replayed.packages].filter((name) => !replayedPackages.includes(name))).toEqual([]);
  });

  it('is all that lies in these folders, besides the types that it uses', () => {
    const withTypes = closureOf(replayed.files.keys(), ['values', 'types']);
    const strangers = replayedFolders.flatMap(filesIn).filter((file) => {
      const source = withTypes.files.get(file);
      return !replayed.files.has(file) && (source === undefined || source.hasValues);
    });
    expect(strangers).toEqual([]);
  });
});
