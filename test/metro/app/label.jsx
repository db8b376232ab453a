/** @track */
export const Label = ({ text }) => text.toUpperCase();
