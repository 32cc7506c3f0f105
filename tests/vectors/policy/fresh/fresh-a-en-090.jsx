export default function OptIn(props) {
  return (
    <button onClick={() => share("whatsapp")}>Share on WhatsApp</button>
  );
}
