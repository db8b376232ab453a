'use server';

/** @track */
export async function save(form) {
  console.log(`saved ${form.get('text')}`);
}

/** @track */
export const send = async function (form) {
  console.log(`sent ${form.get('text')}`);
};

/** @track */
export const drop = async (form) => {
  console.log(`dropped ${form.get('text')}`);
};
