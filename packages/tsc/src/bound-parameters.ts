import type ts from 'typescript';

/** The names that the parameters of a function bind: their own, and those in patterns. */
export function boundParameters(
  parameters: readonly ts.ParameterDeclaration[],
  typescript: typeof ts,
): readonly string[] {
  return parameters.flatMap(({ name }) => boundBy(name, typescript));
}

function boundBy(name: ts.BindingName, typescript: typeof ts): readonly string[] {
  if (typescript.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => (typescript.isBindingElement(each) ? boundBy(each.name, typescript) : []));
}
