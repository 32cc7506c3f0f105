<?php

declare(strict_types=1);

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use OptInForWhatsApp\{BlockIntegration, Card, Forwarder, OrderRecord, OrderScreen, Privacy, Settings, SettingsPage};

function vectors(): array
{
    static $vectors;
    return $vectors ??= json_decode(file_get_contents($GLOBALS['workspace'] . '/tests/vectors/jws/records.json'), true);
}

/** A golden act by its name. */
function act(string $name): string
{
    return array_column(vectors()['acts'], 'token', 'name')[$name];
}

function claims_of(string $token): array
{
    return json_decode(base64_decode(strtr(explode('.', $token)[1], '-_', '+/')), true);
}

function set(array $settings = []): void
{
    update_option(Settings::OPTION, $settings + [
        'company' => 'Acme & Söhne "Ltd"',
        'privacy_url' => 'https://shop.example/privacy?a=1&b=2',
        'purposes' => ['order-confirmation', 'offers'],
        'retention' => 'P3Y',
        'script_url' => 'https://shop.example/whatsapp-opt-in/whatsapp-opt-in.js',
        'script_integrity' => 'sha384-' . base64_encode(str_repeat('x', 48)),
        'endpoint' => 'https://shop.example/v1/consents',
    ]);
}

function must(bool $is, string $what): void
{
    if (!$is) {
        throw new RuntimeException($what);
    }
}

function same($got, $wanted, string $what = ''): void
{
    must($got === $wanted, $what . ' got ' . var_export($got, true) . ', wanted ' . var_export($wanted, true));
}

function shown(callable $show): string
{
    ob_start();
    $show();
    return ob_get_clean();
}

/** Jobs that wait in WordPress' cron: [arguments, seconds from now]. */
function jobs(): array
{
    $jobs = [];
    foreach (_get_cron_array() as $time => $hooks) {
        foreach ($hooks[Forwarder::JOB] ?? [] as $job) {
            $jobs[] = [$job['args'], $time - time()];
        }
    }
    return $jobs;
}

function may(bool $can): void
{
    remove_all_filters('user_has_cap');
    add_filter('user_has_cap', static fn (array $caps): array => $can ? $caps + [Settings::CAPABILITY => true] : []);
}

/** Answers requests in the receiver's place, for what a real one does not do on demand. */
function answer(int $status, array $body, array $headers = []): void
{
    add_filter('pre_http_request', static fn () => [
        'headers' => $headers,
        'body' => json_encode($body),
        'response' => ['code' => $status, 'message' => ''],
        'cookies' => [],
        'filename' => null,
    ]);
}

function run_tests(): int
{
    $failed = 0;
    // The golden vectors are of a shop with two origins.
    add_filter('opt_in_for_whatsapp_issuers', fn (array $own): array => array_merge($own, ['https://m.shop.example']));
    foreach (tests() as $name => $test) {
        [$_POST, WC_Order::$saved] = [[], []];
        wp_unschedule_hook(Forwarder::JOB);
        remove_all_filters('pre_http_request');
        delete_option(Settings::OPTION);
        set();
        try {
            $test();
            echo "ok - $name\n";
        } catch (Throwable $e) {
            $failed++;
            printf("not ok - %s: %s (%s:%d)\n", $name, $e->getMessage(), basename($e->getFile()), $e->getLine());
        }
    }
    return $failed === 0 ? 0 : 1;
}

function tests(): array
{
    $honest = act('ES256: least claims');
    return [
        'WordPress has loaded the plugin, and it says with what of WooCommerce it works' => function (): void {
            must(is_plugin_active('opt-in-for-whatsapp/opt-in-for-whatsapp.php'), 'active');
            same(FeaturesUtil::$declared, ['custom_order_tables' => true, 'cart_checkout_blocks' => true]);
            same(get_plugin_data(WP_PLUGIN_DIR . '/opt-in-for-whatsapp/opt-in-for-whatsapp.php')['License'] ?? 'MIT', 'MIT');
        },
        'the classic checkout has the card, everything in it escaped' => function (): void {
            $html = shown(fn () => do_action('woocommerce_after_checkout_billing_form', null));
            must(strpos($html, 'company="Acme &amp; Söhne &quot;Ltd&quot;"') !== false, $html);
            must(strpos($html, 'privacy-url="https://shop.example/privacy?a=1&amp;b=2"') !== false, $html);
            must(strpos($html, 'purposes="order-confirmation offers"') !== false && strpos($html, 'for="billing_phone"') !== false, $html);
            must(strpos($html, '<input type="hidden" name="whatsapp_consent" value=""') < strpos($html, '<whatsapp-opt-in'), $html);
            must(strpos($html, 'checked') === false && strpos($html, 'required') === false, 'a box that is never ticked beforehand');
            must(wp_script_is('whatsapp-opt-in') && wp_script_is('opt-in-for-whatsapp-checkout'), 'scripts');
        },
        'the script is a module, pinned by its integrity' => function (): void {
            Card::enqueue();
            $tag = shown(fn () => wp_scripts()->do_items(['whatsapp-opt-in']));
            must(preg_match('#<script type="module" integrity="sha384-[^"]+" crossorigin="anonymous" src=.https://shop\.example/whatsapp-opt-in/whatsapp-opt-in\.js. #', $tag) === 1, $tag);
            same(preg_match_all('/type=/', $tag), 1);
        },
        'without its settings there is no card, and no order is touched' => function () use ($honest): void {
            delete_option(Settings::OPTION);
            same(shown(fn () => do_action('woocommerce_after_checkout_billing_form', null)), '');
            same(shown(fn () => (new BlockIntegration())->initialize()), '');
            same((new BlockIntegration())->get_script_data()['shown'], false);
            must(classic_checkout([])->get_id() > 0, 'an order');
        },
        'an honest record is verified and kept, ES256 and Ed25519, in both checkouts' => function (): void {
            foreach (['ES256: least claims', 'Ed25519: all claims, renewed'] as $name) {
                $heard = null;
                add_action('opt_in_for_whatsapp_recorded', static function ($order, $claims) use (&$heard): void {
                    $heard = $claims['jti'];
                }, 10, 2);
                WC_Order::$saved = [];
                $classic = classic_checkout(['whatsapp_consent' => act($name)]);
                WC_Order::$saved = [];
                $block = block_checkout(['opt-in-for-whatsapp' => ['whatsapp_consent' => act($name)]]);
                foreach ([$classic, $block] as $order) {
                    same($order->get_meta(OrderRecord::VERDICT), 'ok', $name);
                    same($order->get_meta(OrderRecord::ACT), act($name));
                    same($order->get_meta(OrderRecord::JTI), claims_of(act($name))['jti']);
                }
                same($heard, claims_of(act($name))['jti']);
            }
        },
        'every golden act gets its code, and an order goes through with each' => function (): void {
            foreach (vectors()['acts'] as $vector) {
                if ($vector['token'] === '') {
                    continue; // an empty field is no record
                }
                $order = classic_checkout(['whatsapp_consent' => $vector['token']]);
                WC_Order::$saved = [];
                same($order->get_meta(OrderRecord::VERDICT), $vector['verdict'], $vector['name']);
                same($order->get_meta(OrderRecord::ACT), $vector['verdict'] === 'ok' ? $vector['token'] : '', $vector['name']);
            }
            must(count(vectors()['acts']) > 150, 'vectors');
        },
        'no field, an empty one, a list or noise stops no order and leaves no record' => function (): void {
            foreach ([[], ['whatsapp_consent' => ''], ['whatsapp_consent' => ['a' => 'b']], ['whatsapp_opt_in' => 'maybe']] as $post) {
                same(classic_checkout($post)->get_meta(OrderRecord::VERDICT), '');
            }
            foreach (["\0\xff", str_repeat('a', 100000), '<script>', '..', 'a.b.c'] as $noise) {
                $order = classic_checkout(['whatsapp_consent' => $noise]);
                must(strpos($order->get_meta(OrderRecord::VERDICT), 'act_') === 0, $noise);
                same($order->get_meta(OrderRecord::ACT), '');
            }
            same(block_checkout([])->get_meta(OrderRecord::VERDICT), '');
            same(block_checkout(['opt-in-for-whatsapp' => ['whatsapp_consent' => null]])->get_meta(OrderRecord::VERDICT), '');
        },
        'a fault within the plugin stops no order' => function () use ($honest): void {
            $fault = static function (): void {
                throw new RuntimeException('+4915112345678');
            };
            add_action('opt_in_for_whatsapp_recorded', $fault);
            $order = classic_checkout(['whatsapp_consent' => $honest]);
            remove_action('opt_in_for_whatsapp_recorded', $fault);
            same($order->get_meta(OrderRecord::VERDICT), 'failed');
        },
        'a record for another shop or endpoint is refused' => function () use ($honest): void {
            add_filter('opt_in_for_whatsapp_issuers', $other = fn () => ['https://other.example'], 20);
            same(classic_checkout(['whatsapp_consent' => $honest])->get_meta(OrderRecord::VERDICT), 'act_issuer_wrong');
            remove_filter('opt_in_for_whatsapp_issuers', $other, 20);
            set(['endpoint' => 'https://other.example/v1/consents']);
            $all = act('ES256: all claims, renewed');
            same(classic_checkout(['whatsapp_consent' => $all])->get_meta(OrderRecord::VERDICT), 'act_audience_wrong');
        },
        'with registered notices, other words are refused' => function () use ($honest): void {
            $digest = claims_of($honest)['notice']['sha256'];
            set(['notices' => "$digest\n" . str_repeat('0', 64)]);
            same(classic_checkout(['whatsapp_consent' => $honest])->get_meta(OrderRecord::VERDICT), 'ok');
            WC_Order::$saved = [];
            set(['notices' => str_repeat('0', 64)]);
            same(classic_checkout(['whatsapp_consent' => $honest])->get_meta(OrderRecord::VERDICT), 'notice_not_registered');
        },
        'an id is used once: the same bytes may come again, others not' => function () use ($honest): void {
            $other = act('Ed25519: least claims');
            same(claims_of($other)['jti'], claims_of($honest)['jti']);
            classic_checkout(['whatsapp_consent' => $honest]);
            same(classic_checkout(['whatsapp_consent' => $honest])->get_meta(OrderRecord::VERDICT), 'ok');
            same(classic_checkout(['whatsapp_consent' => $other])->get_meta(OrderRecord::VERDICT), 'jti_conflict');
        },
        'the checkout block may send the same order again' => function () use ($honest): void {
            $data = ['opt-in-for-whatsapp' => ['whatsapp_consent' => $honest]];
            $order = block_checkout($data);
            $order->update_meta_data(OrderRecord::RECEIPT, 'kept');
            same(block_checkout($data, $order)->get_meta(OrderRecord::RECEIPT), 'kept');
        },
        'the plain box is kept as what it is: words and time, no record' => function (): void {
            foreach ([classic_checkout(['whatsapp_opt_in' => 'yes']), block_checkout(['opt-in-for-whatsapp' => ['whatsapp_opt_in' => true]])] as $order) {
                $plain = json_decode($order->get_meta(OrderRecord::PLAIN), true);
                must(strpos($plain['words'], 'offers') === false, 'one box for one category');
                must(strpos($plain['words'], 'Acme & Söhne') === 0 && abs($plain['at'] - time()) < 60, 'words and time');
                same($order->get_meta(OrderRecord::VERDICT), '');
            }
            same(block_checkout(['opt-in-for-whatsapp' => ['whatsapp_opt_in' => false]])->get_meta(OrderRecord::PLAIN), '');
            same(jobs(), []);
        },
        'the block’s script gets the attributes, and posts only when told' => function (): void {
            $data = (new BlockIntegration())->get_script_data();
            same($data['attributes']->company, 'Acme & Söhne "Ltd"');
            same($data['attributes']->submit, 'manual');
            same($data['plain']['privacyUrl'], 'https://shop.example/privacy?a=1&b=2');
            must(strpos($data['plain']['words'], 'Acme & Söhne') === 0, 'words');
            (new BlockIntegration())->initialize();
            same((new BlockIntegration())->get_script_handles(), ['opt-in-for-whatsapp-block']);
            must(wp_script_is('opt-in-for-whatsapp-block', 'registered') && wp_script_is('whatsapp-opt-in'), 'scripts');
        },
        'without a receiver nothing is sent' => function () use ($honest): void {
            classic_checkout(['whatsapp_consent' => $honest]);
            same(jobs(), []);
        },
        'a record goes to a real receiver, and its receipt is verified and shown' => function () use ($honest): void {
            set(['receiver_url' => getenv('OPT_IN_RECEIVER'), 'jwks' => getenv('OPT_IN_JWKS')]);
            $order = classic_checkout(['whatsapp_consent' => $honest]);
            same(jobs()[0][0], [$order->get_id(), 1]);
            do_action(Forwarder::JOB, ...jobs()[0][0]);
            $order = wc_get_order($order->get_id());
            same($order->get_meta(OrderRecord::FORWARDED), 'ok');
            same(OrderRecord::receipt($order)['jti'], claims_of($honest)['jti']);
            must(strpos(shown(fn () => OrderScreen::show($order)), 'valid, record ') !== false, 'shown');
            // Once is enough.
            answer(500, []);
            do_action(Forwarder::JOB, $order->get_id(), 2);
            same(wc_get_order($order->get_id())->get_meta(OrderRecord::FORWARDED), 'ok');
        },
        'receipts under keys that are not pinned count as not checked, and as nothing when they are for another act' => function () use ($honest): void {
            $receipts = array_column(vectors()['receipts'], 'token', 'name');
            $ours = null;
            foreach (vectors()['receipts'] as $vector) {
                $ours ??= $vector['verdict'] === 'ok' && ($vector['for'] ?? '') === 'ES256: least claims' ? $vector['token'] : null;
            }
            $send = static function (string $receipt, array $settings) use ($honest): WC_Order {
                WC_Order::$saved = [];
                set($settings + ['receiver_url' => 'https://opt-in.example']);
                $order = classic_checkout(['whatsapp_consent' => $honest]);
                remove_all_filters('pre_http_request');
                answer(201, ['receipt' => $receipt]);
                do_action(Forwarder::JOB, $order->get_id(), 1);
                return wc_get_order($order->get_id());
            };
            $trusted = json_encode(vectors()['trust']['jwks']);
            same($send($ours, ['jwks' => $trusted])->get_meta(OrderRecord::FORWARDED), 'ok');
            same($send($ours, [])->get_meta(OrderRecord::FORWARDED), 'not_checked');
            $unknown = $send($ours, ['jwks' => '{"keys":[]}']);
            same(OrderRecord::receipt($unknown), 'not_checked');
            $codes = [];
            foreach (vectors()['receipts'] as $vector) {
                if (in_array($vector['verdict'], ['receipt_for_other_act', 'receipt_issuer_wrong', 'receipt_log_wrong'], true)) {
                    continue; // for the very act that is sent here, some of them; and the plugin pins keys, no receiver and no log
                }
                $order = $send($vector['token'], ['jwks' => $trusted]);
                $code = $order->get_meta(OrderRecord::FORWARDED);
                same($order->get_meta(OrderRecord::RECEIPT) === '', !in_array($code, ['ok', 'receipt_key_unknown'], true), $vector['name']);
                must($code !== 'ok' || $vector['verdict'] === 'ok', $vector['name']);
                $codes[$code] = true;
            }
            must(isset($codes['receipt_for_other_act'], $codes['receipt_signature_invalid'], $codes['receipt_key_unknown']), json_encode($codes));
        },
        'what may pass is sent again, later each time; a refusal for good is not' => function () use ($honest): void {
            $try = static function (int $status, array $body, int $try, array $headers = []) use ($honest): array {
                WC_Order::$saved = [];
                wp_unschedule_hook(Forwarder::JOB);
                set();
                $order = classic_checkout(['whatsapp_consent' => $honest]);
                set(['receiver_url' => 'http://127.0.0.1:9']); // nobody listens there
                remove_all_filters('pre_http_request');
                if ($status) {
                    answer($status, $body, $headers);
                }
                do_action(Forwarder::JOB, $order->get_id(), $try);
                return [wc_get_order($order->get_id())->get_meta(OrderRecord::FORWARDED), jobs()];
            };
            [$code, $jobs] = $try(0, [], 1);
            same($code, 'http_0, will be sent again');
            same($jobs[0][0][1], 2);
            must($jobs[0][1] >= 100 && $jobs[0][1] <= 140, 'two minutes');
            must($try(503, ['code' => 'store_unavailable'], 6)[1][0][1] > 3000, 'later');
            must($try(429, ['code' => 'rate_limited'], 1, ['retry-after' => '4000'])[1][0][1] > 3900, 'when it was asked for');
            same($try(422, ['code' => 'nonce_required'], 1), ['nonce_required', []]);
            same($try(0, [], 12)[1], []);
        },
        'with Action Scheduler the job is its' => function () use ($honest): void {
            require_once __DIR__ . '/action-scheduler.php';
            set(['receiver_url' => 'https://opt-in.example']);
            $order = classic_checkout(['whatsapp_consent' => $honest]);
            same($GLOBALS['actions'], [[Forwarder::JOB, [$order->get_id(), 1], 'opt-in-for-whatsapp']]);
            same(jobs(), []);
        },
        'the order’s screen shows the record escaped, and says when it was changed' => function () use ($honest): void {
            $order = classic_checkout(['whatsapp_consent' => $honest]);
            $html = shown(fn () => do_action('woocommerce_admin_order_data_after_billing_address', $order));
            must(strpos($html, esc_html(claims_of($honest)['notice']['text'])) !== false, $html);
            $order->update_meta_data(OrderRecord::ACT, substr($honest, 0, -4) . 'AAAA');
            must(strpos(shown(fn () => OrderScreen::show($order)), 'does not verify any more') !== false, 'changed');
            $order = classic_checkout(['whatsapp_consent' => 'a.b.c']);
            must(strpos(shown(fn () => OrderScreen::show($order)), 'This is no consent') !== false, 'refused');
            $order->update_meta_data(OrderRecord::PLAIN, json_encode(['words' => '<script>alert(1)</script>', 'at' => 0]));
            $html = shown(fn () => OrderScreen::show($order));
            must(strpos($html, '<script>') === false && strpos($html, '&lt;script&gt;') !== false, $html);
            same(shown(fn () => OrderScreen::show(classic_checkout([]))), '');
        },
        'the settings page is for shop managers, with a nonce, and escapes' => function (): void {
            SettingsPage::register();
            may(false);
            same(shown([SettingsPage::class, 'show']), '');
            may(true);
            set(['api_token' => 'a-secret-that-stays-here']);
            // As if the database held what the page would not have let in.
            $stored = ['company' => '"><script>'] + get_option(Settings::OPTION);
            $GLOBALS['wpdb']->kept[Settings::OPTION] = serialize($stored);
            wp_cache_flush();
            require_once ABSPATH . 'wp-admin/includes/misc.php';
            $html = shown([SettingsPage::class, 'show']);
            must(strpos($html, '<script>') === false && strpos($html, 'value="&quot;&gt;&lt;script&gt;"') !== false, $html);
            must(strpos($html, 'name="_wpnonce"') !== false, 'nonce');
            must(strpos($html, 'a-secret-that-stays-here') === false, 'the token is never shown');
            same(apply_filters('option_page_capability_opt-in-for-whatsapp', 'manage_options'), 'manage_woocommerce');
            global $wp_registered_settings;
            same($wp_registered_settings[Settings::OPTION]['show_in_rest'], false);
        },
        'settings are cleaned; what is wrong is told and stays as it was' => function (): void {
            set(['api_token' => 'kept-as-it-was', 'jwks' => '']);
            $after = Settings::sanitize([
                'company' => " <b>Acme</b>\n",
                'privacy_url' => 'javascript:alert(1)',
                'receiver_url' => 'http://opt-in.example',
                'challenge_url' => 'http://127.0.0.1:8787/v1/challenges',
                'script_url' => '/whatsapp-opt-in/whatsapp-opt-in.js',
                'script_integrity' => 'sha384-x" onload="alert(1)',
                'purposes' => ['offers', 'world-domination', ['x']],
                'jwks' => '{"keys":[{"kty":"EC","crv":"P-256","kid":"a","d":"x"}]}',
                'notices' => 'not a digest',
                'retention' => 'for ever',
                'api_token' => '',
            ]);
            same($after['company'], 'Acme');
            same($after['privacy_url'], 'https://shop.example/privacy?a=1&b=2');
            same([$after['receiver_url'], $after['challenge_url']], ['', 'http://127.0.0.1:8787/v1/challenges']);
            same($after['script_url'], '/whatsapp-opt-in/whatsapp-opt-in.js');
            must(strpos($after['script_integrity'], 'onload') === false, 'integrity');
            same($after['purposes'], ['offers']);
            same($after['retention'], 'P3Y');
            same([$after['jwks'], $after['notices'], $after['api_token']], ['', '', 'kept-as-it-was']);
            $told = array_column(get_settings_errors(Settings::OPTION), 'code');
            same(array_values(array_unique($told)), ['privacy_url', 'receiver_url', 'retention', 'script_integrity', 'jwks', 'notices']);
            same(Settings::sanitize('nonsense')['company'], '');
            same(Settings::sanitize(['api_token' => '-'])['api_token'], '');
        },
        'WordPress exports and erases a customer’s records, and no other’s' => function () use ($honest): void {
            for ($i = 0; $i < 21; $i++) {
                classic_checkout(['whatsapp_consent' => $honest]);
            }
            classic_checkout(['whatsapp_consent' => $honest], 'eve@shop.example');
            $exporters = apply_filters('wp_privacy_personal_data_exporters', []);
            $export = $exporters['opt-in-for-whatsapp']['callback'];
            [$first, $second] = [$export('ada@shop.example', 1), $export('ada@shop.example', 2)];
            same([count($first['data']), $first['done'], count($second['data']), $second['done']], [20, false, 1, true]);
            must(in_array(substr(claims_of($honest)['sub'], 4), array_column($first['data'][0]['data'], 'value'), true), 'number');
            $erasers = apply_filters('wp_privacy_personal_data_erasers', []);
            $erase = $erasers['opt-in-for-whatsapp']['callback'];
            $first = $erase('ada@shop.example', 1);
            same([$first['items_removed'], $first['items_retained'], $first['done']], [true, false, false]);
            same($erase('ada@shop.example', 2)['done'], true);
            same($export('ada@shop.example', 1)['data'], []);
            same(count($export('eve@shop.example', 1)['data']), 1);
        },
        'a person is erased at the receiver too, or the record stays and says so' => function () use ($honest): void {
            set(['receiver_url' => getenv('OPT_IN_RECEIVER'), 'jwks' => getenv('OPT_IN_JWKS')]);
            $order = classic_checkout(['whatsapp_consent' => $honest]);
            do_action(Forwarder::JOB, $order->get_id(), 1);
            $answer = Privacy::erase('ada@shop.example');
            same([$answer['items_removed'], $answer['items_retained'], count($answer['messages'])], [false, true, 1]);
            set(['receiver_url' => getenv('OPT_IN_RECEIVER'), 'api_token' => getenv('OPT_IN_API_TOKEN')]);
            $answer = Privacy::erase('ada@shop.example');
            same([$answer['items_removed'], $answer['items_retained']], [true, false]);
            same(wc_get_order($order->get_id())->get_meta(OrderRecord::ACT), '');
            $url = getenv('OPT_IN_RECEIVER') . '/v1/records/' . claims_of($honest)['jti'];
            $head = ['headers' => ['Authorization' => 'Bearer ' . getenv('OPT_IN_API_TOKEN')]];
            $left = wp_remote_retrieve_body(wp_remote_get($url, $head));
            must(strpos($left, $honest) === false, 'the receiver has erased it');
        },
        'WooCommerce’s own clean-up of an order takes the record along' => function () use ($honest): void {
            $order = classic_checkout(['whatsapp_consent' => $honest, 'whatsapp_opt_in' => 'yes']);
            do_action('woocommerce_privacy_before_remove_order_personal_data', $order);
            foreach ([OrderRecord::ACT, OrderRecord::JTI, OrderRecord::VERDICT, OrderRecord::PLAIN] as $key) {
                same($order->get_meta($key), '');
            }
        },
        'uninstalling leaves nothing of its own, and evidence only if it is not told otherwise' => function () use ($honest): void {
            defined('WP_UNINSTALL_PLUGIN') || define('WP_UNINSTALL_PLUGIN', 'opt-in-for-whatsapp');
            $uninstall = static function (): void {
                require WP_PLUGIN_DIR . '/opt-in-for-whatsapp/uninstall.php';
            };
            $order = classic_checkout(['whatsapp_consent' => $honest]);
            wp_schedule_single_event(time(), Forwarder::JOB, [1, 1]);
            $uninstall();
            same([get_option(Settings::OPTION), jobs()], [false, []]);
            same(wc_get_order($order->get_id())->get_meta(OrderRecord::ACT), $honest);
            set(['delete_records' => true]);
            classic_checkout(['whatsapp_opt_in' => 'yes']);
            $uninstall();
            same(array_merge(...array_column(WC_Order::$saved, 'meta')), []);
        },
        'every text for people can be translated' => function (): void {
            $folder = $GLOBALS['workspace'] . '/integrations/woocommerce';
            $texts = [];
            foreach (glob("$folder/src/*.php") as $file) {
                $code = file_get_contents($file);
                preg_match_all("/(?:__|esc_html__)\('((?:[^'\\\\]|\\\\.)*)', '([^']*)'\)/", $code, $match);
                same(array_unique($match[2]), $match[2] ? ['opt-in-for-whatsapp'] : [], basename($file));
                $texts = array_merge($texts, array_map('stripslashes', $match[1]));
            }
            sort($texts);
            $head = "# Copyright (c) the whatsapp-opt-in maintainers. MIT.\nmsgid \"\"\nmsgstr \"\"\n"
                . "\"Project-Id-Version: Opt-in for WhatsApp at checkout\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n";
            $pot = $head;
            foreach (array_unique($texts) as $text) {
                $pot .= "\nmsgid \"" . addcslashes($text, "\"\\") . "\"\nmsgstr \"\"\n";
            }
            $path = "$folder/languages/opt-in-for-whatsapp.pot";
            if (getenv('UPDATE_DOCS')) {
                file_put_contents($path, $pot);
            }
            same(file_get_contents($path) === $pot, true, 'UPDATE_DOCS=1 writes the template anew;');
        },
        'no log, job or error of this run holds a telephone number' => function () use ($honest): void {
            must(count(TestLogger::$lines) > 100, 'something was logged');
            $all = implode("\n", TestLogger::$lines) . json_encode($GLOBALS['actions'] ?? []);
            foreach (vectors()['acts'] as $vector) {
                if ($vector['verdict'] === 'ok') {
                    $number = substr(claims_of($vector['token'])['sub'], 5);
                    must(strpos($all, $number) === false, 'a number in a log');
                }
            }
            must(strpos($all, '15112345678') === false, 'a number in a log');
        },
    ];
}
