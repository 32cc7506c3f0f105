const OptInBanner = ({ user }) => (
  <section className="banner">
    <h3>Restons en contact sur WhatsApp</h3>
    <p>Maison Lavande peut vous y prévenir des ventes privées.</p>
    <form onSubmit={subscribe}>
      <input type="tel" name="telephone" placeholder="Votre numéro de mobile" defaultValue={user.phone} />
      <button type="submit">J'accepte, inscrivez-moi</button>
    </form>
  </section>
);
