<?php

declare(strict_types=1);

namespace OptInForWhatsApp;

use Automattic\WooCommerce\Blocks\Integrations\IntegrationInterface;

/** How WooCommerce asks for a block's scripts. A file of its own, as the interface is only there with WooCommerce. */
final class BlockIntegration implements IntegrationInterface
{
    public function get_name()
    {
        return BlockCheckout::SPACE;
    }

    public function initialize()
    {
        BlockCheckout::register();
    }

    public function get_script_handles()
    {
        return BlockCheckout::scripts();
    }

    public function get_editor_script_handles()
    {
        return BlockCheckout::scripts();
    }

    public function get_script_data()
    {
        return BlockCheckout::data();
    }
}
