/**
 * The webpack loader around `stripTypes`; an inline map is how esbuild is given the map of the step before.
 *
 * @this {import('webpack').LoaderContext<object>}
 */
module.exports = async function stripTypesLoader(code, inputMap) {
  const done = this.async();
  try {
    const { stripTypes } = await import('./strip-types.mjs');
    const base64 = Buffer.from(JSON.stringify(inputMap ?? null)).toString('base64');
    const comment = inputMap ? `\n//# sourceMappingURL=data:application/json;base64,${base64}` : '';
    const stripped = await stripTypes(code + comment, this.resourcePath);
    done(null, stripped.code, JSON.parse(stripped.map));
  } catch (error) {
    done(error);
  }
};
