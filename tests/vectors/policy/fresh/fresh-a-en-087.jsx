export default function OptIn(props) {
  return (
    <form>
    <p>This service is open to residents of the United States only.</p>
    <label>Cell phone <input type="tel" name="cell" /></label>
    <label><input type="checkbox" name="opt_wa" value="true" /> <img src="/assets/wa.png" alt="WhatsApp" /> I want frame discounts from Prairie Optical on WhatsApp. STOP ends it.</label>
    <a href="https://www.example.org/privacy-policy">privacy policy</a>
    </form>
  );
}
