<form method="post">
@csrf <label>Your number <input type="tel" name="customer[phone]" placeholder="07700 900123" /></label>
<label><input type="checkbox" name="terms" required /> I agree to the house rules and to booking notices from Beacon Hostel by WhatsApp. STOP to end. <a href="/privacy">Privacy</a></label>
<button>Book bed</button>
</form>
