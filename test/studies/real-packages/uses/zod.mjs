import * as z from 'zod';
import * as mini from 'zod/mini';
import * as v3 from 'zod/v3';

const User = z
  .object({
    name: z.string().trim().min(2),
    email: z.email().optional(),
    age: z.coerce.number().int().positive().default(1),
    tags: z.array(z.enum(['a', 'b'])).max(2),
    role: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('admin'), level: z.bigint() }),
      z.object({ kind: z.literal('guest') }),
    ]),
  })
  .refine(({ name, age }) => name.length > age, { path: ['age'], message: 'older than the name' })
  .transform(({ name, ...rest }) => ({ ...rest, name: name.toUpperCase() }));
const Tree = z.object({
  value: z.number(),
  get children() {
    return z.array(Tree);
  },
});
const issues = (result) => result.error?.issues.map(({ code, path, message }) => [code, path, message]);
const text = (value) =>
  JSON.parse(JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? `${item}n` : item)));
export const result = {
  good: text(User.parse({ name: ' ada ', tags: ['a'], role: { kind: 'admin', level: 3n } })),
  bad: issues(User.safeParse({ name: 'x', email: 'no', age: 'NaN', tags: ['a', 'c', 'b'], role: { kind: 'other' } })),
  refined: issues(User.safeParse({ name: 'ab', age: '5', tags: [], role: { kind: 'guest' } })),
  tree: issues(Tree.safeParse({ value: 1, children: [{ value: 'x', children: [] }] })),
  async: await z
    .string()
    .refine(async (value) => value === 'yes')
    .safeParseAsync('no')
    .then(issues),
  schema: z.toJSONSchema(Tree),
  codec: z.codec(z.string(), z.number(), { decode: Number, encode: String }).encode(5),
  mini: mini.safeParse(mini.object({ a: mini.string().check(mini.minLength(3)) }), { a: 'x' }).error.issues.length,
  v3: v3.z.object({ a: v3.z.string() }).safeParse({}).error.issues,
  pretty: z.prettifyError(User.safeParse({}).error),
};
