export default function Notifications() {
  const [whatsapp, setWhatsapp] = useState(true);
  return (
    <View>
      <TextInput keyboardType="phone-pad" placeholder="Your phone number" />
      <View style={styles.row}>
        <Switch value={whatsapp} onValueChange={setWhatsapp} />
        <Text>Corsa Gym may message me on WhatsApp</Text>
      </View>
    </View>
  );
}
