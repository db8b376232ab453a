// What programs report to. Evaluated in the realm of the program, where promises and errors are the program's own.
// oxlint-disable-next-line no-unused-expressions -- the value of the script
({ show, createExercise }) => {
  const entries = [];
  const actions = [];
  const limit = 400;
  let calls = 0;
  const watch = { isOn: false };

  const note = (text) => void entries.push(text);

  const log = (tag, value) => {
    note(`${tag}: ${show(value)}`);
    return value;
  };

  const fuel = () => {
    if (++calls > limit) throw new Error('out of fuel');
    return true;
  };

  const spy = (tag, values) => {
    const object = {};
    for (const key of Object.keys(values)) {
      const get = () => (note(`${tag}: get ${key}`), values[key]);
      Object.defineProperty(object, key, {
        get,
        set(value) {
          note(`${tag}: set ${key} ${show(value)}`);
        },
        enumerable: true,
        configurable: true,
      });
    }
    return object;
  };

  const list = (tag, ...items) => ({
    [Symbol.iterator]() {
      note(`${tag}: iterate`);
      let at = 0;
      return {
        next: () => (
          note(`${tag}: next`),
          at < items.length ? { value: items[at++], done: false } : { value: undefined, done: true }
        ),
        return: (value) => (note(`${tag}: return ${show(value)}`), { value, done: true }),
      };
    },
  });

  const disposable = (tag) => ({ [Symbol.dispose]: () => note(`${tag}: dispose`) });

  class Base {
    constructor(...args) {
      note(`base ${show(args)} ${new.target.name}`);
      this.x = 'base';
    }
    m(...args) {
      return note(`base m ${show(args)}`);
    }
    static m(...args) {
      return note(`base static m ${show(args)}`);
    }
  }

  // Source text is the one thing that instrumenting changes.
  Function.prototype.toString = () => '[source text]';

  const { exercise, whenOver } = createExercise({ show, note, drive });

  Object.assign(globalThis, {
    exercise,
    log,
    fuel,
    spy,
    list,
    disposable,
    Base,
    action: (run, steps) => void actions.push({ run, steps }),
  });

  async function perform({ run, steps }, index) {
    const say = (text) => note(`action ${index} ${text}`);
    try {
      const value = run();
      say(`returned ${show(value)}`);
      if (value instanceof Promise) say(`resolved ${show(await value)}`);
      else if (typeof value?.next === 'function') await drive(value, steps, say);
    } catch (error) {
      say(`threw ${show(error)}`);
    }
  }

  async function drive(generator, steps, say) {
    for (const [method, value] of steps) {
      try {
        const result = generator[method](value);
        say(`${method} ${show(result)} ${show(result instanceof Promise ? await result : result)}`);
      } catch (error) {
        say(`${method} threw ${show(error)}`);
      }
    }
  }

  /** Counts the jobs of the queue for as long as something runs. */
  async function watchTicks() {
    watch.isOn = true;
    for (let tick = 1; watch.isOn && tick <= 200; tick++) {
      await null;
      note(`tick ${tick}`);
    }
  }

  async function run(isConcurrent) {
    if (isConcurrent) {
      void watchTicks();
      await Promise.all(actions.map(perform));
      await whenOver();
      watch.isOn = false;
      return;
    }
    for (const [index, action] of actions.entries()) {
      void watchTicks();
      await perform(action, index);
      await whenOver();
      watch.isOn = false;
      await null;
    }
  }

  return { entries, run };
};
