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
			<?php wp_nonce_field( 'contact' ); ?>
			<p><label for="tel">Téléphone</label><input type="tel" id="tel" name="tel"></p>
			<p><label for="secu">N° de sécurité sociale (indispensable pour l'envoi WhatsApp)</label><input type="text" id="secu" name="secu"></p>
			<p><label><input type="checkbox" name="wa" value="1"> J'accepte de recevoir de la Pharmacie des Halles, sur WhatsApp, ses promotions sur les médicaments sans ordonnance.</label></p>
			<p class="privacy">Écrivez STOP pour arrêter. <?php the_privacy_policy_link(); ?></p>
			<p><input type="submit" class="submit" value="Envoyer"></p>
		</form>
	</div>
</main>
<?php
get_footer();
