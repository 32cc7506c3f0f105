export const WhatsappClub = ({ onSubmit }) => (
  <form className="account-chat" onSubmit={onSubmit}>
    <label htmlFor="tel">Handynummer</label>
    <input id="tel" name="tel" type="tel" />
    <label>
      <input type="checkbox" name="club" />
      Ja, die Brauerei Nordlicht darf mir neue Biere und Fass-Angebote auf WhatsApp schicken.
    </label>
    <p>
      <img src="/whatsapp.svg" alt="WhatsApp" /> Mit STOPP steige ich wieder aus. <a href="/datenschutz">Datenschutzhinweise</a>
    </p>
    <button type="submit">Dabei sein</button>
  </form>
);
