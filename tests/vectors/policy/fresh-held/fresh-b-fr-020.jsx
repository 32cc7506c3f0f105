export default function OptIn(props) {
  return (
    <form>
    <label htmlFor="tel41">Votre portable</label> <input id="tel41" type="tel" name="tel" autoComplete="tel" /><label><input type="checkbox" name="opt_wa" value="true" /> <img src="/img/whatsapp.svg" alt="WhatsApp" width="18" /> Je permets à la Cave à Thé de m'avertir sur WhatsApp de l'arrivée des nouveaux thés.</label>
    <p>STOP pour ne plus être averti. <a href="/confidentialite">Confidentialité</a></p>
    </form>
  );
}
