<?php
/**
 * Template Name: Contact
 */
get_header();
?>
<main class="page-form">
	<h1><?php echo esc_html( get_the_title() ); ?></h1>
	<div class="form-body">
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<?php wp_nonce_field( 'rappel' ); ?>
			<p><label for="tel">Téléphone</label><input type="tel" id="tel" name="tel" required></p>
			<p><label><input type="checkbox" name="sms" value="1" checked> Recevoir un rappel par SMS la veille</label></p>
			<p><input type="submit" class="submit" value="Prendre rendez-vous"></p>
		</form>
		<p>Une question ? <a href="https://wa.me/33612345678">Écrivez-nous sur WhatsApp</a>, nous répondons dans l'heure.</p>
	</div>
</main>
<?php
get_footer();
