export default function OptIn(props) {
  return (
    <div><a href={`https://wa.me/${phone}`}>Chat with Skylark Hosting on WhatsApp</a></div>
  );
}
