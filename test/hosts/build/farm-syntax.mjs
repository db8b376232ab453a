import { stripTypes } from '../strip-types.mjs';

/** JSX, and standard decorators, which Farm reads as TypeScript's old ones; after the plugin, before Farm. */
export const farmSyntax = {
  name: 'syntax',
  priority: 101,
  transform: {
    filters: { resolvedPaths: [String.raw`\.(?:[cm]?ts|[jt]sx)$`] },
    async executor({ content, resolvedPath }) {
      if (!resolvedPath.endsWith('x') && !/(?:^|;)\s*@\w/m.test(content)) return null;
      const { code, map } = await stripTypes(content, resolvedPath);
      return { content: code, moduleType: 'js', sourceMap: map };
    },
  },
};
