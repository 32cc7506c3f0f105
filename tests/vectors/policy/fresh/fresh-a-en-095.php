<form method="post">
@csrf <p>Mobile: {{ $user->phone }}</p>
<label><input type="checkbox" name="opt_wa" value="true" /> <img src="/assets/wa.png" alt="WhatsApp" /> Beacon Hostel may WhatsApp me my bed number on arrival. STOP to end.</label>
<a href="https://www.example.org/privacy-policy">privacy policy</a>
</form>
