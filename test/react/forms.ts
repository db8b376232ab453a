/** Components, hooks, and functions inside of them, in the forms that React's compiler takes; one mark or two in each. */
export const forms: Readonly<Record<string, string>> = {
  'a declaration': `/** @track */ export function Counter({ step }) {
  const [count, setCount] = useState(0);
  return <button onClick={() => setCount(count + step)}>{count}</button>;
}`,
  'a default export': `/** @track */ export default function App({ items }) {
  return <ul>{items.filter(Boolean).map((item) => <li key={item}>{item}</li>)}</ul>;
}`,
  'a declaration inside a function': `export function make(size) {
  /** @track */ function Box({ text }) { return <b>{text}{size}</b>; }
  return Box;
}`,
  'an async declaration': `/** @track */ export async function Page({ id }) { return <main>{await load(id)}</main>; }`,
  'a pattern with defaults and a rest': `/** @track */ export function Box({ items = [], size = 1, ...rest }) {
  const style = { size };
  return <div style={style} {...rest}>{items}</div>;
}`,
  'a ref among the props': `/** @track */ export function Field({ ref, ...props }) { return <input ref={ref} {...props} />; }`,
  'an arrow': `/** @track */ export const Label = ({ text }) => <b>{useLabel(text)}</b>;`,
  'an arrow with a block': `/** @track */ const Label = (props) => { const style = { color: props.color }; return <b style={style} />; };`,
  'the first of two variables': `const /** @track */ A = ({ text }) => <b>{useLabel(text)}</b>, B = 1; export { A, B };`,
  'a function expression': `/** @track */ export const Label = function ({ text }) { return <b>{useLabel(text)}</b>; };`,
  'a function expression with a name': `/** @track */ export const Label = function Text({ text }) { return <b>{useLabel(text)}</b>; };`,
  'an arrow inside a function': `export function make(size) { /** @track */ const Box = ({ text }) => <b>{text}{size}</b>; return Box; }`,
  'an argument of memo': `/** @track */ export const Card = memo(({ title }) => <h1>{title.text}</h1>);`,
  'the first of two arguments of memo': `/** @track */ export const Card = memo(({ a }) => <i>{useContext(a)}</i>, same);`,
  'a default export of memo': `export default memo(/** @track */ ({ title }) => <h1>{title.text}</h1>);`,
  'memo inside a function': `export const make = (size) => memo(/** @track */ ({ title }) => <h1>{title}{size}</h1>);`,
  'an argument of forwardRef': `/** @track */ export const Field = React.forwardRef((props, ref) => (
  <input onChange={(event) => { ref.current = event.target; }} title={props.title} />
));`,
  'an argument of forwardRef with a name': `/** @track */ export const Field = forwardRef(function Field({ title }, ref) {
  const inner = useRef(null);
  useImperativeHandle(ref, () => ({ focus() { inner.current.focus(); } }));
  return <input ref={inner} title={title} />;
});`,
  'forwardRef inside memo': `/** @track */ export const Field = memo(forwardRef(({ text }, ref) => <i ref={ref}>{text}</i>));`,
  'a hook': `/** @track */ export function useText(text) {
  const [current, set] = useState(text);
  useEffect(() => { set(text); }, [text]);
  return { current, set };
}`,
  'a hook with a pattern and defaults': `/** @track */ export const useThing = ({ url, ...options }, list = []) => {
  const [value, set] = useState(null);
  useEffect(() => { set(options); }, [url]);
  return { value, list, reload: () => set(url) };
};`,
  'a hook with a rest': `/** @track */ export function useAll(...items) { const [all] = useState(items); return { all, size: items.length }; }`,
  'a function that opts in': `export const pair = wrap(/** @track */ (a) => { 'use memo'; const item = { a }; return [item, a]; });`,
  'an event handler': `export function Counter({ step }) {
  const [count, setCount] = useState(0);
  /** @track */ const click = (event) => { setCount(count + step + event.detail); };
  return <button onClick={click}>{count}</button>;
}`,
  'an async event handler': `export function Chat({ question }) {
  const [answer, setAnswer] = useState('');
  return <button onClick={/** @track */ async () => { setAnswer(await ask(question)); }}>{answer}</button>;
}`,
  'a declaration inside a component': `export function List({ items, width }) {
  /** @track */ function format(item) { return item.toFixed(width); }
  return <ul title={format(1)}>{items.map(format)}</ul>;
}`,
  'a callback that is called at once': `export function List({ items, width }) {
  return <ul>{items.map(/** @track */ (item) => <li key={item}>{item + width}</li>)}</ul>;
}`,
  'a callback of useCallback': `export function Form({ topic }) {
  const submit = useCallback(/** @track */ async (text) => await ask(text, topic), [topic]);
  return <form onSubmit={submit} />;
}`,
  'an effect': `export function Clock({ start }) {
  const [time, setTime] = useState(0);
  useEffect(/** @track */ () => { if (start) { setTime(start); } }, [start]);
  return <p>{time}</p>;
}`,
  'a handler that writes to a ref': `export function Field({ text }) {
  const last = useRef(null);
  /** @track */ const change = (event) => { last.current = event; last.current.focus(text); };
  return <input onChange={change} ref={last} />;
}`,
  'a component and a handler in it': `/** @track */ export function Counter({ step }) {
  const [count, setCount] = useState(0);
  /** @track */ const click = async () => { setCount(await ask(count, step)); };
  return <button onClick={click}>{count}</button>;
}`,
};

/** What the forms use. */
export const imports = `import React, { forwardRef, memo, useCallback, useContext, useEffect, useImperativeHandle, useRef, useState } from 'react';
`;
