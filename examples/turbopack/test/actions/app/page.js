import { drop, save, send } from './actions.js';

export const dynamic = 'force-dynamic';

export default async function Page({ searchParams }) {
  const { tag } = await searchParams;
  const act = /** @track */ async (form) => {
    'use server';
    console.log(`acted ${tag} ${form.get('text')}`);
  };
  /** @track */
  async function declared(form) {
    'use server';
    console.log(`declared ${tag} ${form.get('text')}`);
  }
  return [act, declared, save, send, drop].map((action, index) => (
    <form action={action} key={index}>
      <input name="text" />
    </form>
  ));
}
