<form method="post">
<?php echo $token; ?><label for="tel16">Mobile number</label> <input id="tel16" type="tel" name="tel" autocomplete="tel" /><label><input type="checkbox" name="c3" data-test="c3" /> <img src="/assets/wa.png" alt="WhatsApp" /> Beacon Hostel may WhatsApp me my bed number on arrival. STOP to end.</label>
<a href="https://www.example.org/privacy-policy">Privacy notice</a>
</form>
