import { Form, Input, Checkbox, Button, Typography } from "antd";
const { Text, Link } = Typography;

export function AppointmentForm() {
  return (
    <Form layout="vertical" initialValues={{ whatsappReminders: true }}>
      <Form.Item name="phone" label="Phone number" rules={[{ required: true }]}>
        <Input type="tel" />
      </Form.Item>
      <Form.Item name="whatsappReminders" valuePropName="checked">
        <Checkbox>I agree that Novera Clinics sends me appointment reminders on WhatsApp</Checkbox>
      </Form.Item>
      <Text type="secondary">
        Reply STOP to end the reminders. See our <Link href="https://novera.example/privacy">privacy notice</Link>.
      </Text>
      <Button htmlType="submit">Confirm appointment</Button>
    </Form>
  );
}
