export default function OptIn(props) {
  return (
    <form>
    <p>{user.phone}</p>
    <label><input type="checkbox" name="consent[]" value="wa" /> <img className="ico" src="/static/logos/WhatsApp_Logo.png" alt="WhatsApp logo" /> Auto-école Pilote peut m'envoyer mes horaires sur WhatsApp. STOP pour arrêter.</label>
    <a href="/vie-privee">Confidentialité</a>
    </form>
  );
}
