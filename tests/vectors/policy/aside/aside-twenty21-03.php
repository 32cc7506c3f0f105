<?php
/**
 * Template Name: WhatsApp list
 */
get_header();
?>
<main class="page-form">
	<h1><?php echo esc_html( get_the_title() ); ?></h1>
	<div class="form-body">
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<input type="hidden" name="tel" value="<?php echo esc_attr( get_user_meta( get_current_user_id(), 'tel', true ) ); ?>">
			<p><?php echo esc_html( get_user_meta( get_current_user_id(), 'tel', true ) ); ?></p>
			<p><label><input type="checkbox" name="wa" value="1"<?php checked( true ); ?>> Bang &amp; Barrel Gunworks has my OK for WhatsApp drops on rifles and ammo.</label></p>
			<p>Opt-outs: quit by replying STOP. We answer each opt-out with a survey, a farewell coupon and a final confirmation.</p>
			<p><input type="submit" class="submit" value="Save"></p>
		</form>
	</div>
</main>
<?php
get_footer();
