export const ImportDialog = () => (
  <form onSubmit={importContacts}>
    <input type="file" name="csv" />
    <label><input type="checkbox" name="skipWhatsapp" defaultChecked /> Skip contacts without a WhatsApp number</label>
    <button>Import</button>
  </form>
);
