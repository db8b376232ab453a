// What a function says about itself. Frameworks look: Express at `length`, Next.js at the constructor of server actions.
import { expect } from '../mismatch.mjs';

export const rows = [
  {
    name: '`name` and `length` kept',
    about: 'function object',
    program: ['function handle(request, reply) { return reply; }'],
    check({ handle }) {
      expect(handle.name === 'handle', `\`name\` is ${JSON.stringify(handle.name)}, not "handle"`);
      expect(handle.length === 2, `\`length\` is ${handle.length}, not 2`);
    },
  },
  {
    name: 'async function stays an AsyncFunction',
    about: 'function object',
    program: ['async function act(form) { return form; }'],
    check({ act }) {
      const name = act.constructor.name;
      expect(name === 'AsyncFunction', `\`constructor.name\` is "${name}"`);
    },
  },
];
